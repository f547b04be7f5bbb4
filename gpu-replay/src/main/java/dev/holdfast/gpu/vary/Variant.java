package dev.holdfast.gpu.vary;

import dev.holdfast.gpu.onnx.FourBits;
import dev.holdfast.gpu.weights.Tensor;
import dev.holdfast.gpu.weights.Weights;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/// A change of a model's weights. Norms are left alone, as quantisers leave them.
public sealed interface Variant {
    /// The weights as the variant has them, in single precision.
    Weights of(Weights weights);

    /// How its tables are packed, where an engine computes with them as they are packed.
    default Optional<FourBits> packing() {
        return Optional.empty();
    }

    /// Rounded to so many bits, symmetrically, and back.
    ///
    /// @param group numbers along a row that share a scale; absent: the whole row
    record Rounded(int bits, OptionalInt group) implements Variant {
        @Override
        public Weights of(Weights weights) {
            return weights.withTables((_, table) -> rounded(table));
        }

        private Tensor rounded(Tensor table) {
            var width = table.width();
            var size = Math.min(group.orElse(width), width);
            var values = table.values().clone();
            for (var row = 0; row < values.length; row += width) {
                for (var from = 0; from < width; from += size) {
                    round(values, row + from, row + Math.min(from + size, width));
                }
            }
            return new Tensor(table.shape(), values);
        }

        private void round(float[] values, int from, int to) {
            var most = 0f;
            for (var i = from; i < to; i++) {
                most = Math.max(most, Math.abs(values[i]));
            }
            var scale = most / ((1 << (bits - 1)) - 1);
            for (var i = from; i < to && scale > 0; i++) {
                values[i] = Math.round(values[i] / scale) * scale;
            }
        }

        @Override
        public Optional<FourBits> packing() {
            return bits == 4 && group.isPresent() ? Optional.of(new FourBits(group.getAsInt())) : Optional.empty();
        }
    }

    /// Rounded to bfloat16 and back.
    record Halved() implements Variant {
        @Override
        public Weights of(Weights weights) {
            return weights.withTables((_, table) -> {
                var values = table.values().clone();
                for (var i = 0; i < values.length; i++) {
                    var bits = Float.floatToRawIntBits(values[i]);
                    var toEven = bits + 0x7FFF + ((bits >>> 16) & 1);
                    values[i] = Float.intBitsToFloat(toEven & 0xFFFF0000);
                }
                return new Tensor(table.shape(), values);
            });
        }
    }

    /// With noise on every number.
    ///
    /// @param share of the spread of the numbers in the table
    record Noisy(double share, long seed) implements Variant {
        @Override
        public Weights of(Weights weights) {
            var dice = new SplittableRandom(seed);
            return weights.withTables((_, table) -> {
                var values = table.values().clone();
                var squares = 0.0;
                for (var value : values) {
                    squares += value * value;
                }
                var spread = share * Math.sqrt(squares / values.length);
                for (var i = 0; i < values.length; i++) {
                    values[i] += (float) (spread * dice.nextGaussian());
                }
                return new Tensor(table.shape(), values);
            });
        }
    }

    /// Trained on: some of its tables replaced.
    record Tuned(Weights replaced) implements Variant {
        @Override
        public Weights of(Weights weights) {
            return weights.with(replaced);
        }
    }
}
