package dev.holdfast.harness.target;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which addresses a target may be reached at.
///
/// On the command line whoever writes the pact may reach what the machine may reach. A service that runs pacts of
/// others must not let them reach what only the service can: itself, its neighbours, the metadata of its cloud.
///
/// @param isOn    whether addresses are looked at at all
/// @param trusted hosts, in lower case, that may have any address
public record HostGuard(boolean isOn, Set<String> trusted) {
    /// Lets everything through.
    public static final HostGuard OFF = new HostGuard(false, Set.of());

    /// Networks that are nobody's public address (RFC 6890 and the registries of special-purpose addresses).
    private static final String[] PRIVATE_V4 = {
        "00000000/8", // this network
        "0a000000/8", // private
        "64400000/10", // shared by carriers
        "7f000000/8", // loopback
        "a9fe0000/16", // link-local, and the metadata of most clouds
        "ac100000/12", // private
        "c0000000/24", // protocol assignments
        "c0000200/24", // documentation
        "c0586300/24", // 6to4 relays
        "c0a80000/16", // private
        "c6120000/15", // benchmarks
        "c6336400/24", // documentation
        "cb007100/24", // documentation
        "e0000000/3", // multicast, reserved and broadcast
    };

    private static final String[] NOT_PUBLIC_V6 = {
        "2001000000000000/23", // protocol assignments, tunnels that hide an IPv4 address among them
        "20010db800000000/32", // documentation
        "2002000000000000/16", // 6to4, which hides an IPv4 address
    };

    public HostGuard {
        trusted = Set.copyOf(trusted);
    }

    /// Lets nothing through but public addresses, and these hosts.
    public static HostGuard publicOnly(Set<String> trusted) {
        return new HostGuard(true, trusted);
    }

    /// Whether whoever runs this has named the host, so that it may have any address.
    public boolean trusts(URI uri) {
        return !isOn || (uri.getHost() != null && isNamed(uri.getHost()));
    }

    private boolean isNamed(String host) {
        return trusted.contains(host.toLowerCase(Locale.ROOT));
    }

    /// The addresses, when every one of them may be reached.
    ///
    /// @throws UnknownHostException saying which may not
    InetAddress[] admitted(String host, InetAddress[] resolved) throws UnknownHostException {
        if (!isOn || isNamed(host)) {
            return resolved;
        }
        var refused =
                Arrays.stream(resolved).filter(address -> !isPublic(address)).findFirst();
        if (refused.isPresent()) {
            throw new UnknownHostException(REFUSAL + refused.get().getHostAddress());
        }
        return resolved;
    }

    /// How a refusal begins.
    static final String REFUSAL = "no public address: ";

    static boolean isPublic(InetAddress address) {
        return switch (address) {
            case Inet4Address v4 -> !isIn(v4.getAddress(), PRIVATE_V4);
            // all global unicast addresses begin with the bits 001
            case Inet6Address v6 -> (v6.getAddress()[0] & 0xe0) == 0x20 && !isIn(v6.getAddress(), NOT_PUBLIC_V6);
            default -> false;
        };
    }

    private static boolean isIn(byte[] address, String[] networks) {
        return Stream.of(networks).anyMatch(network -> {
            var parts = network.split("/", -1);
            var prefix = HexFormat.of().parseHex(parts[0]);
            return IntStream.range(0, Integer.parseInt(parts[1]))
                    .allMatch(bit -> bit(address, bit) == bit(prefix, bit));
        });
    }

    private static int bit(byte[] bytes, int index) {
        return (bytes[index / 8] >> (7 - index % 8)) & 1;
    }
}
