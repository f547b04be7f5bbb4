package dev.holdfast.service.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The vectors are those of the reference implementation of Certificate Transparency (merkle_tree_test).
final class MerkleTreeTest {
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
    private static final String A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    private static final String B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    private static final String C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
    private static final String D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    private static final String E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
    private static final String F = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
    private static final String G = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";

    @Test
    void hashesTheEmptyTreeAndTheEmptyLeaf() {
        assertThat(hex(Hash.EMPTY)).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(hex(Hash.leaf(new byte[0])))
                .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assertThat(new MemoryNodes().tree().root()).isEqualTo(Hash.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void hasTheRootsOfTheReference(int size, String root) {
        assertThat(hex(reference(size).root())).isEqualTo(root);
    }

    static Stream<Inclusion> referenceInclusions() {
        return Stream.of(
                new Inclusion(0, 1, List.of()),
                new Inclusion(0, 8, hashes(A, B, C)),
                new Inclusion(5, 8, hashes(D, E, F)),
                new Inclusion(2, 3, List.of(reference(2).root())),
                new Inclusion(1, 5, List.of(leaf(0), hash(B), hash(D))));
    }

    @ParameterizedTest
    @MethodSource("referenceInclusions")
    void provesLeavesAsTheReferenceDoes(Inclusion expected) {
        var tree = reference((int) expected.size());

        assertThat(tree.inclusion(expected.index())).isEqualTo(expected);
        assertThat(expected.proves(leaf((int) expected.index()), tree.root())).isTrue();
    }

    static Stream<Consistency> referenceConsistencies() {
        return Stream.of(
                new Consistency(1, 1, List.of()),
                new Consistency(1, 8, hashes(A, B, C)),
                new Consistency(6, 8, hashes(G, E, F)),
                new Consistency(2, 5, hashes(B, D)));
    }

    @ParameterizedTest
    @MethodSource("referenceConsistencies")
    void provesOlderTreesAsTheReferenceDoes(Consistency expected) {
        var older = reference((int) expected.from());
        var newer = reference((int) expected.to());

        assertThat(newer.consistency(expected.from())).isEqualTo(expected);
        assertThat(expected.proves(older.root(), newer.root())).isTrue();
    }

    static IntStream sizes() {
        return IntStream.rangeClosed(1, 70);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void hasTheRootThatTheDefinitionGives(int size) {
        var leaves = randomLeaves(size, 20261129);

        assertThat(tree(leaves).root()).isEqualTo(byDefinition(leaves));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void provesEveryLeafAtItsPlaceAndNowhereElse(int size) {
        var leaves = randomLeaves(size, size);
        var tree = tree(leaves);

        for (var i = 0; i < size; i++) {
            var proof = tree.inclusion(i);
            assertThat(proof.proves(leaves.get(i), tree.root())).isTrue();
            assertThat(proof.rootUpTo(leaves.get(i))).contains(byDefinition(leaves.subList(0, i + 1)));
            var elsewhere = new Inclusion((i + 1) % size, size, proof.path());
            assertThat(size > 1 && elsewhere.proves(leaves.get(i), tree.root())).isFalse();
            assertThat(proof.proves(flipped(leaves.get(i), i), tree.root())).isFalse();
            assertThat(proof.proves(leaves.get(i), flipped(tree.root(), i))).isFalse();
            assertThat(spoilt(proof.path(), i))
                    .noneMatch(path -> new Inclusion(proof.index(), proof.size(), path)
                            .proves(leaves.get((int) proof.index()), tree.root()));
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void provesEveryTreeItGrewFromAndNoOther(int size) {
        var leaves = randomLeaves(size, size);
        var tree = tree(leaves);

        for (var from = 1; from <= size; from++) {
            var older = byDefinition(leaves.subList(0, from));
            var proof = tree.consistency(from);
            assertThat(proof.proves(older, tree.root())).isTrue();
            assertThat(proof.proves(flipped(older, from), tree.root())).isFalse();
            assertThat(proof.proves(older, flipped(tree.root(), from))).isFalse();
            assertThat(spoilt(proof.path(), from))
                    .noneMatch(path -> new Consistency(proof.from(), proof.to(), path).proves(older, tree.root()));
        }
    }

    @Test
    void takesTheEmptyTreeForTheBeginningOfEveryTree() {
        var tree = reference(5);

        assertThat(tree.consistency(0).proves(Hash.EMPTY, tree.root())).isTrue();
        assertThat(tree.consistency(0).proves(leaf(0), tree.root())).isFalse();
    }

    @Test
    void refusesToProveWhatIsNotThere() {
        var tree = reference(5);

        assertThatThrownBy(() -> tree.inclusion(5)).hasMessage("there is no leaf 5 in a tree of 5");
        assertThatThrownBy(() -> tree.consistency(6)).hasMessage("a tree of 5 leaves never had 6");
    }

    @Test
    void readsAHashInItsOneSpelling() {
        var text = leaf(3).toString();

        assertThat(Hash.read(text)).isEqualTo(leaf(3));
        var last = text.charAt(42);
        assertThatThrownBy(() -> Hash.read(text.substring(0, 42) + (char) (last + 1) + "="))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hash.read("AAAA")).hasMessage("a hash has 32 bytes, not 3");
    }

    /// MTH of RFC 6962, word for word.
    private static Hash byDefinition(List<Hash> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        var split = 1;
        while (split * 2 < leaves.size()) {
            split *= 2;
        }
        return Hash.node(byDefinition(leaves.subList(0, split)), byDefinition(leaves.subList(split, leaves.size())));
    }

    /// The path with each of its hashes changed, with one too many and one too few.
    private static List<List<Hash>> spoilt(List<Hash> path, int seed) {
        var all = new ArrayList<List<Hash>>();
        for (var i = 0; i < path.size(); i++) {
            var changed = new ArrayList<>(path);
            changed.set(i, flipped(path.get(i), seed));
            all.add(changed);
        }
        var longer = new ArrayList<>(path);
        longer.add(Hash.EMPTY);
        all.add(longer);
        if (!path.isEmpty()) {
            all.add(path.subList(0, path.size() - 1));
        }
        return all;
    }

    private static Hash flipped(Hash hash, int bit) {
        var bytes = hash.bytes();
        bytes[bit / 8 % bytes.length] ^= (byte) (1 << bit % 8);
        return Hash.of(bytes);
    }

    private static List<Hash> randomLeaves(int size, long seed) {
        return IntStream.range(0, size)
                .mapToObj(i -> Hash.leaf((seed + "/" + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static MerkleTree reference(int size) {
        return tree(IntStream.range(0, size).mapToObj(MerkleTreeTest::leaf).toList());
    }

    private static MerkleTree tree(List<Hash> leaves) {
        var nodes = new MemoryNodes();
        leaves.forEach(nodes::add);
        return nodes.tree();
    }

    private static Hash leaf(int index) {
        return Hash.leaf(HexFormat.of().parseHex(LEAVES.get(index)));
    }

    private static List<Hash> hashes(String... hex) {
        return Stream.of(hex).map(MerkleTreeTest::hash).toList();
    }

    private static Hash hash(String hex) {
        return Hash.of(HexFormat.of().parseHex(hex));
    }

    private static String hex(Hash hash) {
        return HexFormat.of().formatHex(hash.bytes());
    }
}
