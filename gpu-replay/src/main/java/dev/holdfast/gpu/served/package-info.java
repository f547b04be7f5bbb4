/// What does a model behind a server think of a text that is given to it?
///
/// In: conversations and tokens. Out: thoughts of each token, and scores beside what the server's chat answers. Start
/// at [dev.holdfast.gpu.served.Hearing], which has an implementation for each protocol. Nothing here loads a model.
@NullMarked
package dev.holdfast.gpu.served;

import org.jspecify.annotations.NullMarked;
