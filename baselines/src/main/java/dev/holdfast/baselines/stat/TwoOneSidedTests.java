package dev.holdfast.baselines.stat;

/// Is a change *shown* to be smaller than a margin? That none was found shows nothing.
///
/// Null hypotheses: "the change is at least as bad as the margin" (non-inferiority rejects it), and on the other side
/// "it is at least as good" (equivalence rejects both). Each is rejected at α exactly when the bound of confidence 1 −
/// α,
/// which is an end of the interval of level 1 − 2α, lies within the margin. Whatever method the interval has, so has
/// the test, and the two never disagree. Reference: Schuirmann (1987), Journal of Pharmacokinetics and
/// Biopharmaceutics 15, 657-680.
public final class TwoOneSidedTests {
    private TwoOneSidedTests() {}

    /// One of the two tests.
    ///
    /// @param worst how much worse it may be, at the bound of confidence 1 − α; negative where even that is better
    public static boolean isNonInferior(double worst, double margin) {
        return worst < Arguments.notNegative(margin, "margin");
    }

    /// Both tests. The interval has the level 1 − 2α; a wider one proves as much, at a smaller α.
    public static boolean isEquivalent(double low, double high, double margin) {
        return isNonInferior(-low, margin) && isNonInferior(high, margin);
    }
}
