package dev.holdfast.service.api;

import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which part of a list is asked for.
///
/// A cursor is opaque and says after which row to go on. It grants nothing: what the database does not show is not
/// shown
/// by a forged one either.
///
/// @param list   a cursor is good for the list that it is of
/// @param limit  how many rows
/// @param before the place after which to go on, times falling
public record Paging(String list, int limit, Stamp before) {
    private static final int USUAL = 50;
    private static final int MOST = 500;
    private static final Stamp START = new Stamp(new UUID(-1, -1), Instant.parse("9999-12-31T00:00:00Z"));
    private static final int PARTS = 3;

    static Paging of(String list, @Nullable String limit, @Nullable String cursor) {
        return new Paging(list, limit == null ? USUAL : limit(limit), cursor == null ? START : decode(list, cursor));
    }

    /// How many to fetch: one more, which tells whether there are any.
    int fetch() {
        return limit + 1;
    }

    Instant at() {
        return before.at();
    }

    UUID id() {
        return before.id();
    }

    /// The page.
    ///
    /// @param fetched up to one row more than the page holds
    <T> Page<T> page(List<T> fetched, Function<T, Stamp> place) {
        if (fetched.size() <= limit) {
            return Page.all(fetched);
        }
        var items = List.copyOf(fetched.subList(0, limit));
        return new Page<>(items, Optional.of(encode(place.apply(items.getLast()))));
    }

    private static int limit(String text) {
        var number = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > MOST) {
            throw new RefusedException(Kind.UNFIT, "limit", "limit is from 1 to " + MOST + ", and not " + text);
        }
        return number;
    }

    private String encode(Stamp place) {
        var text = String.join(" ", list, place.at().toString(), place.id().toString());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Stamp decode(String list, String cursor) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", PARTS);
            if (parts.length == PARTS && parts[0].equals(list)) {
                return new Stamp(UUID.fromString(parts[2]), Instant.parse(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // told below, as for a cursor of another list
        }
        throw new RefusedException(Kind.UNFIT, "cursor", "that is no cursor of this list");
    }
}
