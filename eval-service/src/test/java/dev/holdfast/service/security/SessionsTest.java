package dev.holdfast.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Superuser;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.Database;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SessionsTest {
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID FIRST = new UUID(-1, -1);
    private static final int ALL = 50;

    private final Api admin = TestService.admin("acme");
    private final Sessions sessions = TestService.bean(Sessions.class);
    private final Principal member =
            TestService.bean(ServiceTokens.class).bearer(admin.token()).orElseThrow();

    @Test
    void forgetTheTokensOfThoseThatAreOverAndNoOthers() throws Exception {
        admin.post("/v1/tokens", Json.line(Map.of("member", member.member(), "name", "of a person")));
        sessions.open(member, "https://first.example");
        var open = sessions.open(member, "https://second.example");
        Superuser.run(
                "UPDATE tokens SET expires_at = now() - interval '1 minute' WHERE organisation = '%s' AND name <> '%s'"
                        .formatted(member.organisation(), "signed in at https://second.example"),
                "UPDATE console_sessions SET expires_at = now() - interval '1 minute' WHERE token IN (SELECT id FROM tokens WHERE name = 'signed in at https://first.example')");

        sessions.open(member, "https://third.example");

        var bearer = open.principal();
        var names = TestService.bean(Database.class)
                .read(
                        bearer.tenant(),
                        _ -> TestService.bean(Tokens.class).page(LAST, FIRST, ALL).stream()
                                .map(Token::name)
                                .toList());
        assertThat(names)
                .contains("of a person", "signed in at https://second.example", "signed in at https://third.example")
                .doesNotContain("signed in at https://first.example");
    }
}
