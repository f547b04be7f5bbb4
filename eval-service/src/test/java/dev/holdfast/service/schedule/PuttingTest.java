package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.service.Superuser;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

/// Errands that break, in the database as it would be after a fault of ours.
final class PuttingTest {
    private static final Tries ALMOST_ALL = new Tries(Putting.MOST_BREAKS - 1, Putting.MOST_BREAKS - 1);

    private final FakeAgent agent = FakeAgent.start().does(new Reaction.Says("yes"));
    private final Team team = Team.found("broken");
    private final Desk desk = new Desk(team, agent);
    private final Scheduler quartz = TestService.bean(Scheduler.class);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void triesAgainWhatBreaksTheFirstTimes() throws Exception {
        var due = brokenRun();

        remember(due, new Tries(0, 0));

        var again = Desk.await(() -> triggers(due).stream()
                        .map(trigger -> new Tries(
                                Integer.parseInt(trigger.getJobDataMap().getOrDefault("attempt", "0") + ""),
                                Integer.parseInt(trigger.getJobDataMap().getOrDefault("breaks", "0") + "")))
                        .filter(tries -> tries.breaks() > 0)
                        .toList())
                .getFirst();
        assertThat(again).isEqualTo(new Tries(1, 1));
        assertThat(team.author().get("/v1/due-runs/" + due.dueRun()).text("state"))
                .isEqualTo("making");
        quartz.deleteJob(due.key());
    }

    @Test
    void givesUpWithTheReasonWhatBreaksAgainAndAgain() throws Exception {
        var due = brokenRun();

        remember(due, ALMOST_ALL);

        var failed = desk.due(due.dueRun().toString());
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("detail").asText()).contains("broke 8 times", "IndexOutOfBounds");
        var listed = team.author().get("/v1/due-runs?state=failed").json().path("items");
        assertThat(listed)
                .extracting(row -> row.path("id").asText())
                .contains(due.dueRun().toString());
    }

    @Test
    void saysWhyNoRunOfAPactCanBeBegun() throws Exception {
        var pact = desk.publish("watch: {every: 1h}");
        desk.ended(pact, "schedule");
        Superuser.run(
                "UPDATE due_runs SET due_at = due_at - interval '90 minutes' WHERE pact = '" + pact + "'",
                "UPDATE schedules SET anchor = anchor - interval '90 minutes' WHERE pact = '" + pact + "'",
                "UPDATE pact_files SET content = 'holdfast: 99' WHERE path = 'pact.yaml' AND version IN"
                        + " (SELECT id FROM pact_versions WHERE pact = '" + pact + "')");

        remember(new Errand.Begin(desk.tenant().organisation(), UUID.fromString(pact)), new Tries(0, 0));

        var missed = desk.ended(pact, "schedule", 2).getFirst();
        assertThat(missed.path("state").asText()).isEqualTo("missed");
        assertThat(missed.path("detail").asText()).contains("expected 1, got 99");
        assertThat(agent.calls()).isEqualTo(Desk.TASKS);
    }

    /// One that was made, and whose first shard is to be made again with tasks that its suite does not have.
    private Errand.Make brokenRun() throws Exception {
        var due = desk.demand(desk.publish(""));
        Superuser.run(
                "UPDATE shards SET done = false, queued = true, end_task = 9999 WHERE number = 0 AND due_run = '" + due
                        + "'",
                "UPDATE due_runs SET state = 'making', ended_at = NULL WHERE id = '" + due + "'");
        return new Errand.Make(desk.tenant().organisation(), UUID.fromString(due), 0);
    }

    private void remember(Errand errand, Tries tries) throws SchedulerException {
        quartz.deleteJob(errand.key());
        quartz.scheduleJob(
                JobBuilder.newJob(ErrandJob.class)
                        .withIdentity(errand.key())
                        .usingJobData(new JobDataMap(errand.written()))
                        .build(),
                TriggerBuilder.newTrigger().usingJobData(tries.written()).build());
    }

    private List<? extends Trigger> triggers(Errand errand) {
        try {
            return quartz.getTriggersOfJob(errand.key());
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }
}
