/// Why can something not be done that somebody asked of the service?
///
/// Thrown wherever it is found out; told over HTTP by `api`. Only what whoever asks can mend belongs here.
@NullMarked
package dev.holdfast.service.refusal;

import org.jspecify.annotations.NullMarked;
