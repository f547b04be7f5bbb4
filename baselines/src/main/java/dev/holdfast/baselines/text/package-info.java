/// Which words tell some texts from others?
///
/// In: plain texts, grouped by task or not. Out: how well they can be told apart, which words do it, which
/// texts belong together. Start at [dev.holdfast.baselines.text.WordTest] and
/// [dev.holdfast.baselines.text.Clustering]. Everything random takes a seed. Tribuo is used here and nowhere
/// else; nothing here knows what a pact is.
@NullMarked
package dev.holdfast.baselines.text;

import org.jspecify.annotations.NullMarked;
