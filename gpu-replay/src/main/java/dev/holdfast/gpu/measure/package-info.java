/// What did the certified model say, token by token, and what did it think of each?
///
/// In: a file. Out: [dev.holdfast.gpu.measure.Reference], which a model of today is held against. Start there.
/// Nothing here asks a model.
@NullMarked
package dev.holdfast.gpu.measure;

import org.jspecify.annotations.NullMarked;
