package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.service.Superuser;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.QuartzTables;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/// Nodes of two versions on one database: the older one meets what only the newer one knows.
final class UpgradesTest {
    private static final Duration SOON = Duration.ofMillis(1_500);

    private final FakeAgent agent = FakeAgent.start().does(new Reaction.Says("yes"));
    private final Desk desk = new Desk(Team.found("upgrading"), agent);
    private final Scheduler quartz = TestService.bean(Scheduler.class);
    private final TriggerKey key = new TriggerKey("tomorrow", UUID.randomUUID().toString());

    @AfterEach
    void stop() throws SchedulerException {
        quartz.unscheduleJob(key);
        agent.close();
    }

    @Test
    void setsAJobOfAnUnknownClassAsideUntilANodeComesThatKnowsIt() throws Exception {
        var pact = desk.publish("");
        remember(new JobDataMap(new Errand.Begin(desk.tenant().organisation(), UUID.fromString(pact)).written()));
        isOf("dev.holdfast.service.schedule.JobOfTomorrow");

        Desk.await(() -> state().equals("ERROR") ? List.of(true) : List.of());
        var another = desk.due(desk.demand(pact));
        TestService.bean(Sweeper.class).takeUp();

        assertThat(another.path("state").asText()).as("other jobs go on").isEqualTo("ended");
        assertThat(state()).as("it is left alone by who does not know it").isEqualTo("ERROR");

        isOf(ErrandJob.class.getName());
        TestService.bean(Sweeper.class).takeUp();

        Desk.await(() -> state().equals("NONE") ? List.of(true) : List.of());
    }

    @Test
    void leavesAnErrandThatItDoesNotKnowToANewerNode() throws Exception {
        var data = new JobDataMap();
        data.put("organisation", desk.tenant().organisation().toString());
        data.put("what_is_new", "yes");
        remember(data);

        Desk.await(() -> state().equals("NONE") && waits() ? List.of(true) : List.of());
        quartz.deleteJob(new org.quartz.JobKey(key.getName(), key.getGroup()));
    }

    private void remember(JobDataMap data) throws SchedulerException {
        quartz.scheduleJob(
                JobBuilder.newJob(ErrandJob.class)
                        .withIdentity(key.getName(), key.getGroup())
                        .usingJobData(data)
                        .build(),
                TriggerBuilder.newTrigger()
                        .withIdentity(key)
                        .startAt(Date.from(Instant.now().plus(SOON)))
                        .build());
    }

    private void isOf(String type) throws Exception {
        Superuser.run("UPDATE %s.qrtz_job_details SET job_class_name = '%s' WHERE job_group = '%s'"
                .formatted(QuartzTables.SCHEMA, type, key.getGroup()));
    }

    /// As the table has it: Quartz itself does not tell of a job whose class it does not know.
    private String state() {
        var states = column(
                "SELECT trigger_state FROM %s.qrtz_triggers WHERE trigger_name = 'tomorrow' AND trigger_group = '%s'");
        return states.isEmpty() ? "NONE" : states.getFirst();
    }

    private boolean waits() {
        return !column(
                        "SELECT trigger_name FROM %s.qrtz_triggers WHERE trigger_name <> 'tomorrow' AND trigger_group = '%s'")
                .isEmpty();
    }

    private List<String> column(String query) {
        try (var connection = Superuser.connection("postgres");
                var row = connection
                        .createStatement()
                        .executeQuery(query.formatted(QuartzTables.SCHEMA, key.getGroup()))) {
            return row.next() ? List.of(row.getString(1)) : List.of();
        } catch (SQLException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
