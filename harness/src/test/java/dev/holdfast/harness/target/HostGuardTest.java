package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "127.255.1.2", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
                "100.64.0.1", "169.254.169.254", "192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1",
                "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fc00::1", "fd00:ec2::254",
                "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "2001:db8::1"
            })
    void refusesWhatIsNoPublicAddress(String address) throws UnknownHostException {
        assertThat(HostGuard.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "11.0.0.1", "2606:4700::1111", "2a00:1450::1"})
    void admitsPublicAddresses(String address) throws UnknownHostException {
        assertThat(HostGuard.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void oneAddressThatMayNotBeReachedIsEnoughToRefuseAName() throws UnknownHostException {
        var both = new InetAddress[] {InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1")};

        assertThatThrownBy(() -> HostGuard.publicOnly(Set.of()).admitted("desk.example", both))
                .hasMessageContaining("10.0.0.1");
        assertThat(HostGuard.publicOnly(Set.of("desk.example")).admitted("Desk.Example", both))
                .isEqualTo(both);
        assertThat(HostGuard.OFF.admitted("desk.example", both)).isEqualTo(both);
    }

    @Test
    void trustsThoseHostsOnlyThatWereNamed() {
        var guard = HostGuard.publicOnly(Set.of("desk.example"));

        assertThat(guard.trusts(URI.create("http://Desk.Example:18789/"))).isTrue();
        assertThat(guard.trusts(URI.create("http://1.1.1.1/"))).isFalse();
        assertThat(guard.trusts(URI.create("http://no_host/"))).isFalse();
        assertThat(HostGuard.OFF.trusts(URI.create("http://127.0.0.1/"))).isTrue();
    }
}
