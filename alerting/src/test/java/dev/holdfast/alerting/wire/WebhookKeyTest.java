package dev.holdfast.alerting.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class WebhookKeyTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1614265330);
    private static final String BODY = "{\"test\": 2432232314}";

    /// The vector of the reference libraries.
    @Test
    void signsAsTheReferenceLibrariesDo() {
        assertThat(WebhookKey.parse(SECRET).sign(ID, AT, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithEd25519WhatThePublicKeyVerifies() throws Exception {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();

        var header = WebhookKey.parse("whsk_" + Base64.getEncoder().encodeToString(seed))
                .sign(ID, AT, BODY);

        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(pair.getPublic());
        verifier.update(
                (ID + "." + AT.getEpochSecond() + "." + BODY).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(header).startsWith("v1a,");
        assertThat(verifier.verify(Base64.getDecoder().decode(header.substring(4))))
                .isTrue();
    }

    @Test
    void verifiesAmongSeveralSignaturesAndRefusesOldOrChangedOnes() {
        var key = WebhookKey.parse(SECRET);
        var signatures = "v1a,AAAA " + key.sign(ID, AT, BODY);

        assertThat(key.verifies(ID, AT, BODY, signatures, AT.plusSeconds(299))).isTrue();
        assertThat(key.verifies(ID, AT, BODY, signatures, AT.plusSeconds(301))).isFalse();
        assertThat(key.verifies(ID, AT, BODY + " ", signatures, AT)).isFalse();
        assertThat(key.verifies("msg_other", AT, BODY, signatures, AT)).isFalse();
    }

    @Test
    void neverPutsAKeyOrAnAddressIntoText() {
        var request = WebhookKey.parse(SECRET)
                .signed(Request.json("POST", URI.create("https://hooks.example.com/secret/path"), BODY), ID, AT);

        assertThat(request.toString()).doesNotContain("secret").contains("hooks.example.com");
        assertThat(request.headers()).containsEntry("webhook-id", ID).containsEntry("webhook-timestamp", "1614265330");
        assertThat(WebhookKey.parse(SECRET).toString()).doesNotContain("MfKQ");
    }

    @Test
    void refusesKeysThatAreTooShortOrOfAnotherKind() {
        assertThatThrownBy(() -> WebhookKey.parse("whsec_AAAA")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WebhookKey.parse("secret")).isInstanceOf(IllegalArgumentException.class);
    }
}
