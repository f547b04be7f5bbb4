package dev.holdfast.schema.evaluation;

/// What it takes to have answers of two models on this machine: measured one after the other, on the same golden tasks,
/// in the same batches and on the same threads.
public record Serving(Measured certified, Measured candidate) {
    /// One model.
    ///
    /// @param model              the folder, as the pact or whoever asks for the candidate names it
    /// @param tokensPerSecond    of answers
    /// @param tokensPerCpuSecond the same, by the processor time of the whole process
    /// @param weights            bytes that its numbers take, on disk and in memory
    public record Measured(String model, double tokensPerSecond, double tokensPerCpuSecond, long weights) {}
}
