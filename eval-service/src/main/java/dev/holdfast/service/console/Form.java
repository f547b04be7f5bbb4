package dev.holdfast.service.console;

import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.security.Session;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What somebody filled in, on a page that this session was shown: there is no other way to one.
record Form(Map<String, String> fields) {
    /// The field that every form of a page carries.
    static final String TOKEN = "form_token";

    private static final int LONGEST_REASON = 1_000;

    Form {
        fields = Map.copyOf(fields);
    }

    /// @throws RefusedException for a form that was not made for this session
    static Form of(Session session, Map<String, String> fields) {
        if (!session.isFormToken(fields.getOrDefault(TOKEN, ""))) {
            throw new RefusedException(
                    Kind.FORBIDDEN, "foreign_form", "this form was not made for your session; open the page again");
        }
        return new Form(fields);
    }

    /// Absent where the field is empty.
    Optional<String> optional(String name) {
        return Optional.ofNullable(fields.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    String text(String name) {
        return optional(name)
                .orElseThrow(() -> new RefusedException(Kind.UNFIT, "empty_field", "“" + name + "” was left empty"));
    }

    /// One of the names of a type, in small letters.
    <E extends Enum<E>> E choice(String name, Class<E> type) {
        var chosen = text(name);
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(chosen))
                .findFirst()
                .orElseThrow(
                        () -> new RefusedException(Kind.UNFIT, "choice", "there is no “" + chosen + "” to choose"));
    }

    int number(String name) {
        var text = text(name);
        if (!text.matches("[0-9]{1,6}")) {
            throw new RefusedException(Kind.UNFIT, "number", "“" + text + "” is no number");
        }
        return Integer.parseInt(text);
    }

    /// Why something is done; kept for good, and so not long.
    String reason() {
        var reason = optional("reason")
                .orElseThrow(() -> new RefusedException(Kind.UNFIT, "no_reason", "say why; the log keeps the reason"));
        if (reason.length() > LONGEST_REASON) {
            throw new RefusedException(
                    Kind.UNFIT, "long_reason", "a reason has at most " + LONGEST_REASON + " characters");
        }
        return reason;
    }
}
