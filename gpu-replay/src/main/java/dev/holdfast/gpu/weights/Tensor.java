package dev.holdfast.gpu.weights;

import java.util.Arrays;
import java.util.List;

/// Numbers in a shape, row by row.
///
/// @param values owned by this tensor: whoever hands it an array keeps no use of it
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Tensor(long[] shape, float[] values) {
    /// Checks that the numbers fill the shape.
    public Tensor {
        var count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (count != values.length) {
            throw new IllegalArgumentException(
                    "%d numbers do not fill the shape %s".formatted(values.length, Arrays.toString(shape)));
        }
    }

    /// Whether it is a table of rows, as the weights of a layer are; norms are not.
    public boolean isMatrix() {
        return shape.length == 2;
    }

    /// The numbers in a row.
    public int width() {
        return (int) shape[shape.length - 1];
    }

    /// Rows become columns, which is how ONNX graphs multiply.
    public Tensor transposed() {
        var rows = (int) shape[0];
        var columns = (int) shape[1];
        var turned = new float[values.length];
        for (var row = 0; row < rows; row++) {
            for (var column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return new Tensor(new long[] {columns, rows}, turned);
    }

    /// Tables of one width, one below the other.
    public static Tensor stacked(List<Tensor> tables) {
        var width = tables.getFirst().width();
        var values =
                new float[tables.stream().mapToInt(table -> table.values.length).sum()];
        var filled = 0;
        for (var table : tables) {
            System.arraycopy(table.values, 0, values, filled, table.values.length);
            filled += table.values.length;
        }
        return new Tensor(new long[] {values.length / width, width}, values);
    }

    /// The first half of each row.
    public Tensor leftHalf() {
        var half = width() / 2;
        var rows = values.length / width();
        var left = new float[rows * half];
        for (var row = 0; row < rows; row++) {
            System.arraycopy(values, row * width(), left, row * half, half);
        }
        return new Tensor(new long[] {rows, half}, left);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor(var otherShape, var otherValues)
                && Arrays.equals(shape, otherShape)
                && Arrays.equals(values, otherValues);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
