package dev.holdfast.alerting.notify;

/// Why a message is sent now. A message that says so is trusted.
public enum Reason {
    FIRST_NOTIFICATION("first notification"),
    NEW_INCIDENTS_ADDED("new incidents added"),
    SOME_INCIDENTS_RESOLVED("some incidents resolved"),
    ALL_INCIDENTS_RESOLVED("all incidents resolved"),
    REPEAT_INTERVAL_ELAPSED("repeat interval elapsed"),
    STILL_FIRING("another run shows it"),
    NOBODY_ACKNOWLEDGED("nobody has acknowledged"),
    ACTION_PROPOSED("an action waits for approval"),
    ACTION_BEGINS("an action begins"),
    ACTION_DONE("an action was done, and the suite runs again"),
    ACTION_NOT_DONE("an action was not done"),
    ACTION_ENDED("an action has ended");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
