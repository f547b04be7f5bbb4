package dev.holdfast.service.api;

import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/// Says which version of a thing is shown, and refuses changes that are meant for another.
final class Tag {
    private Tag() {}

    static <T> HttpResponse<T> on(T body, long version) {
        return HttpResponse.ok(body).header(HttpHeaders.ETAG, "\"" + version + "\"");
    }

    /// @param ifMatch the tag that whoever asks has seen
    static void check(@Nullable String ifMatch, long version) {
        if (ifMatch == null) {
            throw new RefusedException(
                    Kind.UNCONDITIONAL, "if_match", "send If-Match with the ETag of what you have seen");
        }
        if (!ifMatch.equals("\"" + version + "\"") && !ifMatch.equals("*")) {
            throw new RefusedException(Kind.OUTDATED, "changed_since", "it was changed since you saw it");
        }
    }
}
