package dev.holdfast.service.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutageTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "40P01", "53300", "58030"})
    void isBehindWhatPassesWhenTheDatabaseIsBack(String state) {
        assertThat(Outage.isBehind(new DatabaseException("the database refused", new SQLException("away", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42501", "22001", "42P01"})
    void isNotBehindWhatTheDatabaseRefuses(String state) {
        assertThat(Outage.isBehind(new DatabaseException("the database refused", new SQLException("no", state))))
                .isFalse();
    }

    @Test
    void isBehindAPoolThatHasNoConnectionToGive() {
        assertThat(Outage.isBehind(new IllegalStateException(new SQLTransientConnectionException("timed out"))))
                .isTrue();
    }

    @Test
    void isBehindAConnectionThatWasLostOnTheWay() {
        assertThat(Outage.isBehind(new IllegalStateException(new SQLException("Connection is closed"))))
                .isTrue();
    }

    @Test
    void isNotBehindAFaultOfOurs() {
        assertThat(Outage.isBehind(new IndexOutOfBoundsException("9999"))).isFalse();
    }
}
