package dev.holdfast.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

final class SecretTest {
    private final Secret secret = Secret.generate(new SecureRandom());

    @Test
    void canBeFoundByAScanner() {
        assertThat(secret.text()).matches("hf_[0-9A-Za-z]{36}");
        assertThat(Secret.parse(secret.text())).contains(secret);
    }

    @Test
    void isKnownToBeWrongFromItsChecksum() {
        var last = secret.text().charAt(secret.text().length() - 1);
        var wrong = secret.text().substring(0, secret.text().length() - 1) + (last == '0' ? '1' : '0');

        assertThat(Secret.parse(wrong)).isEmpty();
        assertThat(Secret.parse("")).isEmpty();
        assertThat(Secret.parse("hf_")).isEmpty();
    }

    @Test
    void matchesItsDigestOnly() {
        assertThat(secret.matches(secret.digest().value())).isTrue();
        assertThat(secret.matches(Secret.generate(new SecureRandom()).digest().value()))
                .isFalse();
        assertThat(secret.matches("")).isFalse();
    }

    @Test
    void keepsItselfOutOfText() {
        assertThat(secret.toString()).doesNotContain(secret.text()).contains(secret.prefix());
    }
}
