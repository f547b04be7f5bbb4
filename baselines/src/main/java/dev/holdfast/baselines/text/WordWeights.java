package dev.holdfast.baselines.text;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// How much each word speaks for the candidate: the weights of a logistic regression (Tribuo) on the words that
/// a text holds, each text scaled to length one.
record WordWeights(Map<String, Double> weights) {
    private static final Label CERTIFIED = new Label("certified");
    private static final Label CANDIDATE = new Label("candidate");
    /// Tribuo's own defaults for logistic regression.
    private static final double RATE = 1.0;

    private static final double DAMPING = 0.1;
    private static final int EPOCHS = 5;
    private static final int NEVER = -1;

    /// A text that the weights are learnt from.
    ///
    /// @param weight so that a side with more answers does not count more
    record Lesson(Set<String> words, boolean ofCandidate, double weight) {}

    WordWeights {
        weights = Map.copyOf(weights);
    }

    static WordWeights learn(List<Lesson> lessons, long seed) {
        Quiet.please();
        var labels = new LabelFactory();
        var never = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        var data = new MutableDataset<>(new SimpleDataSourceProvenance("answers", never, labels), labels);
        lessons.stream().filter(lesson -> !lesson.words().isEmpty()).forEach(lesson -> data.add(example(lesson)));
        if (data.getOutputs().size() < 2) {
            return new WordWeights(Map.of());
        }
        var model = new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(RATE, DAMPING), EPOCHS, NEVER, 1, seed)
                .train(data);
        var learnt = model.getWeightsCopy();
        var certified = model.getOutputIDInfo().getID(CERTIFIED);
        var candidate = model.getOutputIDInfo().getID(CANDIDATE);
        var weights = new HashMap<String, Double>();
        model.getFeatureIDMap().forEach(feature -> {
            var id = model.getFeatureIDMap().getID(feature.getName());
            weights.put(feature.getName(), learnt.get(candidate, id) - learnt.get(certified, id));
        });
        return new WordWeights(weights);
    }

    private static ArrayExample<Label> example(Lesson lesson) {
        var names = lesson.words().toArray(String[]::new);
        var values = new double[names.length];
        Arrays.fill(values, 1 / Math.sqrt(names.length));
        var example = new ArrayExample<>(lesson.ofCandidate() ? CANDIDATE : CERTIFIED, names, values);
        example.setWeight((float) lesson.weight());
        return example;
    }

    double of(String word) {
        return Objects.requireNonNullElse(weights.get(word), 0.0);
    }

    /// How much a text speaks for the candidate.
    double of(Set<String> words) {
        return words.isEmpty() ? 0 : words.stream().mapToDouble(this::of).sum() / Math.sqrt(words.size());
    }
}
