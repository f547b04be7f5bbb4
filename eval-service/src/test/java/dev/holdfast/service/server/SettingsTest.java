package dev.holdfast.service.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {
    @Test
    void takesTheEmbeddedDatabaseWhereNoneIsNamed() {
        assertThat(Settings.database(Map.of("HOLDFAST_HOME", "/x"))).isEmpty();
    }

    @Test
    void takesAllOfAnExternalDatabase() {
        var logins = Settings.database(Map.of(
                        "HOLDFAST_DB_URL", "jdbc:postgresql://db/holdfast",
                        "HOLDFAST_DB_USER", "app",
                        "HOLDFAST_DB_PASSWORD", "a1",
                        "HOLDFAST_DB_OWNER", "owner",
                        "HOLDFAST_DB_OWNER_PASSWORD", "o1"))
                .orElseThrow();

        assertThat(logins.url()).isEqualTo("jdbc:postgresql://db/holdfast");
        assertThat(logins.app().user()).isEqualTo("app");
        assertThat(logins.owner().orElseThrow().password()).isEqualTo("o1");
        assertThat(logins.toString()).doesNotContain("a1").doesNotContain("o1").contains("owner");
    }

    @Test
    void refusesATypo() {
        assertThatThrownBy(() -> Settings.database(Map.of("HOLDFAST_DB_ULR", "x")))
                .hasMessageContaining("did you mean \"HOLDFAST_DB_URL\"?");
    }

    @Test
    void refusesHalfAnAddress() {
        assertThatThrownBy(() -> Settings.database(Map.of("HOLDFAST_DB_URL", "jdbc:postgresql://db/holdfast")))
                .hasMessageContaining("HOLDFAST_DB_USER is missing");
    }
}
