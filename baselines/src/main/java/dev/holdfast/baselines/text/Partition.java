package dev.holdfast.baselines.text;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tribuo.Feature;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.kmeans.KMeansTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// Texts divided among the middles that k-means (Tribuo, k-means++ start, one thread) found.
///
/// @param nearest    of every text, the number of its middle
/// @param distances  of every text to its middle
/// @param silhouette how much nearer texts are to their own middle than to the next, from −1 to 1; the
/// simplified silhouette of Hruschka, de Castro and Campello (2004)
@SuppressWarnings("ArrayRecordComponent") // never compared
record Partition(int[] nearest, double[] distances, double silhouette) {
    private static final int ROUNDS = 20;

    static Partition of(WordVectors texts, int parts, long seed) {
        Quiet.please();
        var labels = new ClusteringFactory();
        var never = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        var data = new MutableDataset<>(new SimpleDataSourceProvenance("answers", never, labels), labels);
        for (var text = 0; text < texts.size(); text++) {
            if (!texts.get(text).isEmpty()) {
                data.add(example(texts.get(text)));
            }
        }
        var trainer =
                new KMeansTrainer(parts, ROUNDS, new L2Distance(), KMeansTrainer.Initialisation.PLUSPLUS, 1, seed);
        return around(texts, trainer.train(data).getCentroids());
    }

    /// All texts in one part.
    static Partition whole(WordVectors texts) {
        return new Partition(new int[texts.size()], new double[texts.size()], 0);
    }

    private static ArrayExample<ClusterID> example(Map<String, Double> vector) {
        var features = vector.entrySet().stream()
                .map(entry -> new Feature(entry.getKey(), entry.getValue()))
                .toList();
        return new ArrayExample<>(ClusteringFactory.UNASSIGNED_CLUSTER_ID, features);
    }

    private static Partition around(WordVectors texts, List<List<Feature>> middles) {
        var points = middles.stream().map(Partition::point).toList();
        var lengths = points.stream().mapToDouble(WordVectors::squaredLength).toArray();
        var nearest = new int[texts.size()];
        var distances = new double[texts.size()];
        var silhouettes = 0.0;
        for (var text = 0; text < texts.size(); text++) {
            var next = Double.POSITIVE_INFINITY;
            distances[text] = Double.POSITIVE_INFINITY;
            for (var middle = 0; middle < lengths.length; middle++) {
                var distance = texts.distance(text, points.get(middle), lengths[middle]);
                if (distance < distances[text]) {
                    next = distances[text];
                    distances[text] = distance;
                    nearest[text] = middle;
                } else {
                    next = Math.min(next, distance);
                }
            }
            silhouettes += next > 0 && next < Double.POSITIVE_INFINITY ? 1 - distances[text] / next : 0;
        }
        return new Partition(nearest, distances, silhouettes / texts.size());
    }

    private static Map<String, Double> point(List<Feature> middle) {
        var point = new HashMap<String, Double>();
        middle.forEach(feature -> point.put(feature.getName(), feature.getValue()));
        return point;
    }

    /// The texts of every part that has any, nearest to its middle first, the largest part first.
    List<List<Integer>> parts() {
        var parts = new HashMap<Integer, List<Integer>>();
        IntStream.range(0, nearest.length)
                .forEach(text -> parts.computeIfAbsent(nearest[text], _ -> new ArrayList<>())
                        .add(text));
        parts.values().forEach(part -> part.sort(java.util.Comparator.comparingDouble(text -> distances[text])));
        return parts.values().stream()
                .sorted(java.util.Comparator.<List<Integer>>comparingInt(List::size)
                        .reversed()
                        .thenComparing(List::getFirst))
                .toList();
    }
}
