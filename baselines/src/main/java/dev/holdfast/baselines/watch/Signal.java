package dev.holdfast.baselines.watch;

/// What a run says about drift; `heat` is the evidence as a share of what makes an alarm.
public sealed interface Signal {

    record Quiet(double heat) implements Signal {}

    record Alarm(Anchor anchor, double heat, ChangeDate when) implements Signal {}

    /// Nothing was measured: neither quiet nor alarming, and never to be read as a pass.
    record NotMeasured() implements Signal {}
}
