package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.ProbeReading;

/// Whether a session goes downhill, at once or little by little, and how far.
///
/// @param p      of the trend and the step together (Bonferroni)
/// @param size   of the fall, by whichever of the two shows it more clearly
/// @param sudden whether that is the step
record SessionFall(ProbeReading.SessionCourse course, double p, double size, boolean sudden) {
    static SessionFall of(ProbeReading.SessionCourse course) {
        var step = course.sudden();
        var sudden = step.p() <= course.p();
        return new SessionFall(
                course,
                Math.min(1, 2 * Math.min(step.p(), course.p())),
                sudden ? step.before() - step.behind() : course.first() - course.last(),
                sudden);
    }

    SessionFall withP(double adjusted) {
        return new SessionFall(course, adjusted, size, sudden);
    }
}
