package dev.holdfast.schema.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PactReaderTest {
    @TempDir
    Path folder;

    @Test
    void readsEveryKeyOfTheLanguage() throws IOException {
        var file = PactReader.read(examples().write(folder));

        var pact = file.pact();
        assertThat(pact.name()).isEqualTo("order-desk");
        assertThat(pact.agent().target())
                .isEqualTo(new Target.OpenAi(
                        new Reference("${env:DESK_URL}"),
                        "desk-1",
                        Optional.of(new Reference("${env:DESK_KEY}")),
                        new Target.Sampling(OptionalDouble.of(0), OptionalInt.of(300), OptionalLong.of(7))));
        assertThat(pact.agent().limits())
                .isEqualTo(new Agent.Limits(
                        16,
                        OptionalDouble.of(10),
                        Duration.ofSeconds(30),
                        2,
                        OptionalDouble.of(1000),
                        Optional.of(Duration.ofSeconds(10)),
                        List.of("forbidden"),
                        true,
                        OptionalInt.of(2000)));
        assertThat(pact.agent().prompt()).map(Agent.Prompt::text).contains("You are the order desk.\n");
        assertThat(pact.metrics())
                .containsKeys("latency", "cost", "length", "order", "format", "polite", "refuses", "quick");
        assertThat(Objects.requireNonNull(pact.metrics().get("order")).measure())
                .isEqualTo(new Measure.Equals(new Measure.Ideal.Expected("/order_id")));
        assertThat(pact.promises().stream().map(Promise::id))
                .containsExactly(
                        "order max_drop on soak",
                        "order at_least",
                        "order max_drop",
                        "refuses always on forbidden",
                        "latency p95 max_rise",
                        "words at_most",
                        "quick median at_most",
                        "quick p90 at_most",
                        "dear p99 at_most",
                        "polite never",
                        "answers same_distribution on forbidden");
        assertThat(pact.promises().get(2)).extracting("tolerance").isEqualTo(new Tolerance.Points(5));
        assertThat(pact.watch().every()).contains(new Watch.Schedule.Cron("0 */6 * * *", ZoneId.of("Europe/Zurich")));
        assertThat(pact.watch().jitter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(pact.watch().detect()).contains(new Watch.Detect(new Tolerance.Points(5), 2));
        assertThat(pact.onDrift().act()).isEqualTo(new Response.Act.Pin("desk-0"));
        assertThat(file.suite().plain()).hasSize(3);
        assertThat(file.suite().tasks().getFirst().tags()).containsExactly("orders");
    }

    @Test
    void tellsAllProblemsOfAllFilesAtOnceEachWithItsPlace() throws IOException {
        var problems = problems(examples()
                .replace("metric: order,", "metric: ordre,")
                .replace("owner: cx", "ownr: cx")
                .replace("every: 0 */6 * * *", "every: soon")
                .golden("{\"id\": \"a\", \"input\": \"x\", \"expected\": {\"order_id\": 1}, \"tagz\": []}\n{broken\n"));

        assertThat(problems)
                .extracting(Problem::toString)
                .anyMatch(p -> p.contains("pact.yaml:4:1: unknown key \"ownr\"; did you mean \"owner\"?"));
        assertThat(messages(problems))
                .anyMatch(m -> m.startsWith("there is no metric \"ordre\"; did you mean \"order\"?"))
                .anyMatch(m -> m.contains("expected a time such as 6h"))
                .anyMatch(m -> m.contains("unknown key \"tagz\"; did you mean \"tags\"?"))
                .anyMatch(m -> m.startsWith("not JSON"));
        assertThat(problems)
                .filteredOn(p -> p.message().startsWith("not JSON"))
                .extracting(Problem::line)
                .containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max_drop: 5pt                | max_drop: 5                    | points or percent with their unit: 5pt
            max_drop: 5pt                | max_drop: 500pt                | points or percent with their unit
            max_drop: 5pt                | max_drp: 5pt                   | unknown key "max_drp"; did you mean "max_drop"?
            at_least: 92%                | at_least: 192%                 | a share from 0% to 100%
            at_least: 92%                | at_least: 0.92                 | such as 92%
            at_most: 200                 | at_most: 200pt                 | expected a number such as 500
            p95                          | pp95                           | unknown key "pp95"; did you mean "p95"?
            metric: latency, p95         | metric: latency, p95, p99      | is about both p95 and p99
            max_rise: 20%                | max_rise: 20pt                 | percent of the certified value
            holdfast: 1                  | holdfast: 2                    | expected 1, got 2
            pact: order-desk             | pact: Order Desk               | does not fit
            pact: order-desk             | pact: [a]                      | expected text, got a list
            equals: expected.order_id    | equals: expectd.order_id       | does not fit
            equals: expected.order_id    | equals: expected.order_no      | lacks "expected.order_no"
            regex: '(?i)please'          | regex: '(?=please)'            | not a pattern of RE2
            json_schema: answer.json     | json_schema: missing.json      | cannot be read
            of: $.order_id               | of: order_id                   | expected a JSONPath such as
            tags: [forbidden]            | tags: [forbiden]               | did you mean "forbidden"?
            always: true                 | always: false                  | expected true, got false
            length: words                | length: word                   | did you mean "words"?
            length: words                | latency: true, cost: true      | it must be exactly one
            api_key: "${env:DESK_KEY}"   | api_key: sk-abc                | a key never stands in a pact
            api_key: "${env:DESK_KEY}"   | api_key: "${DESK_KEY}"         | is not a reference
            rate: 600/min                | rate: fast                     | a rate such as 10/s
            timeout: 30s                 | timeout: 30                    | a time such as 60s
            false_alarms: 2 per year     | false_alarms: 1 per decade     | a budget such as 1 per year
            zone: Europe/Zurich          | zone: CET+1                    | expected a time zone such as Europe/Zurich
            every: 0 */6 * * *           | every: 6h                      | a zone says something of a cron expression only
            jitter: 10m                  | jitter: often                  | expected a time such as 10m
            do: {pin: desk-0}            | do: {pim: desk-0}              | unknown key "pim"; did you mean "pin"?
            do: {pin: desk-0}            | do: rolback                    | does not fit
            golden.jsonl                 | olden.jsonl                    | there is no file "olden.jsonl"
            mode: warn                   | mode: wran                     | did you mean "warn"?
            otherwise: block             | otherwise: log, mode: warn     | it cannot go with "mode: warn"
            otherwise: block             | otherwise: loud                | expected one of log, block, escalate
            max_rise: 20%                | max_rise: 20%, otherwise: log  | "otherwise" goes with always and never
            about: Answers               | pact: Answers                  | duplicate key "pact"
            answers: same_distribution   | answers: same                  | expected one of same_distribution, got "same"
            answers: same_distribution   | slices: skip                   | is about nothing; it needs "metric" or "answers"
            answers: same_distribution   | answers: same_distribution, never: true | "never" goes with a metric
            answers: same_distribution   | answers: same_distribution, metric: order | is about answers and about a metric
            on: soak                     | on: soke                       | there is no probe "soke"; did you mean "soak"?
            on: soak                     | on: orders                     | the tag is {tags: [orders]}
            soak: {tags: [orders]        | talk: {tags: [orders]          | "talk" is a tag of golden tasks
            full: {tags: [orders]        | full: {tags: [ordres]          | did you mean "orders"?
            [80%, 10%]                   | [80%, 100%]                    | a share of the window from 1% to 99%
            [80%, 10%]                   | [80%, 80%]                     | "80%" stands here twice
            context_window: 8000         | pin: desk-1                    | needs the agent's "context_window"
            [50%], with: tickets.txt     | [50%]                          | needs "with": a text file
            [50%], with: tickets.txt     | [50%], with: lost.txt          | the file "lost.txt" cannot be read
            one_session_of: 5            | one_session_of: 5, at_once: [1] | has one_session_of and at_once; it must be exactly one
            one_session_of: 5            | with: tickets.txt              | needs one of faults, fill
            one_session_of: 5            | one_session_of: 5, with: a.txt | "with" means nothing to one_session_of
            at_once: [1, 2]              | at_once: [1, 3]                | 3 at once takes at least 3 tasks, and probe "busy" has 2
            memory: {tags: [talk]        | memory: {tags: [forbidden]     | says nothing early that could be asked late
            [timeout, empty]             | [timeout, emtpy]               | did you mean "empty"?
            orders.get: {schema: get     | orders.put: {schema: get       | there is no tool "orders.get"; did you mean "orders.put"?
            {schema: get.json            | {schema: got.json              | the file "got.json" cannot be read
            fixtures: orders.jsonl       | fixture: orders.jsonl          | unknown key "fixture"; did you mean "fixtures"?
            , fixtures: orders.jsonl     | ''                             | "orders.get" has no "fixtures", so Holdfast does not answer for it
            fixtures: orders.jsonl       | fixtures: lost.jsonl           | the file "lost.jsonl" cannot be read
            [reported, another_way]      | [report]                       | did you mean "reported"?
            [timeout, empty]             | [timeot]                       | did you mean "timeout"?
            """)
    void refusesWithAReasonWhatCannotBeMeant(String right, String wrong, String reason) throws IOException {
        var problems = problems(examples().replace(right, wrong));

        assertThat(messages(problems)).anyMatch(message -> message.contains(reason));
        assertThat(problems).allMatch(problem -> problem.line() > 0, "has a line");
    }

    @Test
    void asksUnderEveryProbeTasksOfTheirOwn() throws IOException {
        var suite = PactReader.read(examples().write(folder)).suite();

        assertThat(suite.tasks())
                .extracting(GoldenTask::id)
                .contains(
                        "orders/1",
                        "orders/1@broken:orders.get-timeout",
                        "orders/2@broken:orders.get-empty",
                        "orders/1@full:10%",
                        "orders/2@full:80%",
                        "orders/2@memory:50%",
                        "orders/1@busy:1",
                        "orders/2@busy:2",
                        "orders/1@injected:orders.get",
                        "orders/2@injected:message",
                        "orders/1@injected:task")
                .doesNotHaveDuplicates()
                .hasSize(3 + 4 + 4 + 1 + 5 + 4 + 6);
        var soak = suite.tasks().stream()
                .filter(task -> task.tags().contains("soak"))
                .toList();
        assertThat(soak)
                .extracting(task -> task.stress().orElseThrow().variant())
                .containsExactly("1", "2", "3", "4", "5");
        assertThat(soak.subList(0, 2)).extracting(GoldenTask::origin).containsExactlyInAnyOrder("orders/1", "orders/2");
        assertThat(soak.getFirst().tags()).contains("orders", "soak", "soak:1");
        assertThat(soak.getFirst().expected()).isPresent();
    }

    @Test
    void askingUnderStressIsAnotherQuestionThanAskingPlainly() throws IOException {
        var before = PactReader.read(examples().write(folder)).suite().byId();
        var after = PactReader.read(examples()
                        .replace("context_window: 8000", "context_window: 9000")
                        .write(folder))
                .suite()
                .byId();

        assertThat(digest(before, "orders/1@full:80%")).isNotEqualTo(digest(before, "orders/1"));
        assertThat(digest(after, "orders/1@full:80%")).isNotEqualTo(digest(before, "orders/1@full:80%"));
        assertThat(digest(after, "orders/1")).isEqualTo(digest(before, "orders/1"));
        assertThat(digest(after, "orders/1@busy:2")).isEqualTo(digest(before, "orders/1@busy:2"));
    }

    @Test
    void aPromiseIsAboutPlainTasksOrAboutThoseOfOneProbe() throws IOException {
        var file = PactReader.read(examples().write(folder));
        var onSoak = file.pact().promises().getFirst().on();
        var plainly = file.pact().promises().get(1).on();
        var order = Objects.requireNonNull(file.pact().metrics().get("order")).on();

        assertThat(covered(file, onSoak)).hasSize(5).allMatch(id -> id.contains("@soak:"));
        assertThat(covered(file, plainly)).containsExactly("orders/1", "orders/2", "no/1");
        assertThat(covered(file, order))
                .hasSize(file.suite().tasks().size() - 1)
                .doesNotContain("no/1");
    }

    private static List<String> covered(PactFile file, Scope scope) {
        return file.suite().tasks().stream()
                .filter(scope::covers)
                .map(GoldenTask::id)
                .toList();
    }

    private static String digest(java.util.Map<String, GoldenTask> tasks, String id) {
        return Objects.requireNonNull(tasks.get(id)).questionDigest();
    }

    @Test
    void refusesTheSamePromiseTwice() throws IOException {
        var problems = problems(examples().replace("promises:", "promises:\n  - {metric: order, max_drop: 3pt}"));

        assertThat(messages(problems)).anyMatch(message -> message.contains("is promised twice; first at line"));
    }

    @Test
    void refusesAGoldenIdThatStandsTwice() throws IOException {
        var problems = problems(
                examples().golden("{\"id\": \"a\", \"input\": \"x\", \"expected\": {\"order_id\": 1}}\n".repeat(2)));

        assertThat(messages(problems))
                .anyMatch(message -> message.contains("golden id \"a\" stands here a second time"));
    }

    @Test
    void refusesAnEmptyGoldenSet() throws IOException {
        assertThat(messages(problems(examples().golden("\n")))).contains("holds no golden task");
    }

    @Test
    void refusesAnAliasBombWithoutExpandingIt() throws IOException {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 9; i++) {
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append(("*a" + (i - 1) + ",").repeat(9))
                    .append("]\n");
        }

        assertThat(messages(problems(examples().pact(bomb.toString())))).anyMatch(message -> message.contains("alias"));
    }

    @Test
    void refusesAScalarOfTenMegabytes() throws IOException {
        var problems = problems(examples().replace("about: Answers", "about: " + "x".repeat(10_000_000)));

        assertThat(messages(problems)).singleElement().asString().contains("too large to be read as YAML");
    }

    @Test
    void refusesYamlThatContainsItself() throws IOException {
        assertThat(messages(problems(examples().pact("holdfast: &a [*a]\n")))).isNotEmpty();
    }

    @Test
    void saysWhichFileThereIsNot() {
        var thrown = catchThrowableOfType(
                InvalidDocumentException.class, () -> PactReader.read(folder.resolve("nowhere.yaml")));

        assertThat(thrown.problems()).extracting(Problem::message).containsExactly("there is no such file");
    }

    @Test
    void readsGoldenTasksOfAllThreeFormatsToTheSameSuite() throws IOException {
        var jsonl = suite("golden.jsonl", "{\"id\":\"a\",\"input\":\"q\",\"expected\":\"e\",\"tags\":[\"t\",\"u\"]}\n");
        var yaml = suite("golden.yaml", "- {id: a, input: q, expected: e, tags: [t, u]}\n");
        var csv = suite("golden.csv", "id,input,expected,tags\na,q,e,t; u\n");

        assertThat(yaml.digest()).isEqualTo(jsonl.digest());
        assertThat(csv.digest()).isEqualTo(jsonl.digest());
        assertThat(csv.tasks().getFirst().tags()).isEqualTo(Set.of("t", "u"));
    }

    @Test
    void givesTheSameDigestWhateverTheLayout() throws IOException {
        var one = PactReader.read(examples().write(folder)).pact().digest();
        var other = PactReader.read(examples()
                        .replace("about: Answers", "# a comment\nabout:   'Answers'")
                        .write(folder))
                .pact()
                .digest();

        assertThat(other).isEqualTo(one);
    }

    private Suite suite(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        var pact = Files.writeString(
                folder.resolve("p.yaml"),
                "{holdfast: 1, pact: p, agent: {target: {recorded: {file: r.jsonl}}}, golden: [" + name
                        + "], metrics: {same: {equals: expected}}, promises: [{metric: same, max_drop: 5pt}]}");
        return PactReader.read(pact).suite();
    }

    private List<Problem> problems(Examples examples) throws IOException {
        var pact = examples.write(folder);
        return catchThrowableOfType(InvalidDocumentException.class, () -> PactReader.read(pact))
                .problems();
    }

    private static List<String> messages(List<Problem> problems) {
        return problems.stream().map(Problem::message).toList();
    }

    private static Examples examples() {
        return Examples.full();
    }
}
