/// How does a conversation become tokens, and tokens become an answer?
///
/// In: a model's folder and messages. Out: token numbers, and texts. Start at [dev.holdfast.gpu.text.Tokenizer];
/// [dev.holdfast.gpu.text.ChatTemplate] applies the template that the model was trained with, and
/// [dev.holdfast.gpu.text.JsonPrefix] knows what may still become JSON. Nothing here computes an answer.
@NullMarked
package dev.holdfast.gpu.text;

import org.jspecify.annotations.NullMarked;
