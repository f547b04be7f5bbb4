package dev.holdfast.harness.target;

import dev.holdfast.harness.judge.Bench;
import dev.holdfast.harness.openclaw.OpenClawReplayer;
import dev.holdfast.harness.policy.DeclaredPolicy;
import dev.holdfast.harness.policy.JudgingUmpire;
import dev.holdfast.harness.policy.PolicyReplayer;
import dev.holdfast.harness.probe.StressedReplayer;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.tool.ToolBox;
import dev.holdfast.harness.tool.ToolServer;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.AnswerPolicy;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.RunFile;
import dev.langchain4j.model.chat.ChatModel;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

/// Opens the target of a pact.
///
/// @param guard where it may be
/// @param locals models on this machine
public record Targets(Secrets secrets, InstantSource clock, HostGuard guard, LocalModels locals) {
    private static final Duration JUDGES_PAUSE = Duration.ofSeconds(1);

    /// Without models on this machine.
    public Targets(Secrets secrets, InstantSource clock, HostGuard guard) {
        this(secrets, clock, guard, LocalModels.NONE);
    }

    /// A replayer for the pact's target under the pact's probes, wherever it is; closing it closes the connections.
    ///
    /// @throws InvalidDocumentException when a secret is missing, or a recording is not there or holds more than
    /// one run, or a probe needs what the target cannot do
    public static Replayer open(PactFile pact, Secrets secrets, InstantSource clock) {
        return open(pact, secrets, clock, LocalModels.NONE);
    }

    /// The same, with models on this machine.
    public static Replayer open(PactFile pact, Secrets secrets, InstantSource clock, LocalModels locals) {
        return new Targets(secrets, clock, HostGuard.OFF, locals).open(pact);
    }

    /// A replayer for the pact's target under the pact's probes; closing it closes the connections. Looks up the
    /// secrets; nothing is sent yet.
    ///
    /// @throws InvalidDocumentException when a secret is missing, a recording is not there or holds more than one
    /// run, or a program is to be started where the guard is on, or a gateway to be asked that it does not trust,
    /// or a probe needs what the target cannot do
    public Replayer open(PactFile pact) {
        return pact.pact().agent().target() instanceof Target.Recorded(var file)
                ? recorded(pact.resolve(file))
                : governed(
                        StressedReplayer.of(
                                capped(priced(plain(pact), pact.pact().agent()), pact), pact),
                        pact);
    }

    private Replayer governed(Replayer target, PactFile pact) {
        var declared = pact.pact().agent().policy();
        if (declared.equals(AnswerPolicy.ONCE)) {
            return target;
        }
        var judges = new LinkedHashMap<String, Replayer>();
        if (declared.asking() instanceof AnswerPolicy.Asking.Jury jury
                && jury.by() instanceof AnswerPolicy.By.Judged(var judge)) {
            judge.jury().forEach(juror -> judges.put(juror.name(), judge(juror.target())));
        }
        // a code that could be guessed, or told by a seed, would protect nothing
        var umpire = new JudgingUmpire(
                () -> new Bench(judges, () -> UUID.randomUUID().toString(), JUDGES_PAUSE));
        return new PolicyReplayer(
                target,
                new DeclaredPolicy(declared, umpire),
                () -> judges.values().forEach(Replayer::close));
    }

    private static Replayer capped(Replayer target, PactFile pact) {
        var most = pact.pact().agent().limits().answerTokens();
        return most.isPresent() ? new CappedReplayer(target, most.getAsInt()) : target;
    }

    private Replayer priced(Replayer target, Agent agent) {
        return agent.price()
                .<Replayer>map(price ->
                        new PricedReplayer(target, price, Settings.of(agent).model(), clock))
                .orElse(target);
    }

    private Replayer plain(PactFile pact) {
        var agent = pact.pact().agent();
        var box = ToolBox.of(pact.pact(), secrets);
        return switch (agent.target()) {
            case Target.Recorded(var file) -> recorded(pact.resolve(file));
            case Target.OpenAi openAi -> scored(pact, openAi, openAi(agent, openAi, box));
            case Target.Chat chat -> chat(agent, chat, box);
            case Target.Http http ->
                new InspectedReplayer(
                        HttpReplayer.open(http, agent, failures(http.url()), () -> transport(agent), box), box);
            case Target.Program process -> new InspectedReplayer(process(pact, agent, process, box), box);
            case Target.OpenClaw openClaw -> new InspectedReplayer(openClaw(agent, openClaw), box);
            case Target.Local local -> new InspectedReplayer(local(pact, local), box);
        };
    }

    /// A model that judges. It is asked at temperature 0 unless the pact says otherwise, and knows nothing of the
    /// agent's prompt.
    ///
    /// @throws InvalidDocumentException when a secret is missing
    public static Replayer judge(Target.OpenAi judge, Secrets secrets, InstantSource clock) {
        return new Targets(secrets, clock, HostGuard.OFF).judge(judge);
    }

    /// A model that judges, where the guard lets it be.
    ///
    /// @throws InvalidDocumentException when a secret is missing
    public Replayer judge(Target.OpenAi judge) {
        var sampling = judge.sampling();
        var calm = sampling.temperature().isPresent()
                ? sampling
                : new Target.Sampling(OptionalDouble.of(0), sampling.maxTokens(), sampling.seed());
        var target = new Target.OpenAi(judge.baseUrl(), judge.model(), judge.apiKey(), calm);
        var agent = new Agent(
                target,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Agent.Limits.DEFAULT,
                Optional.empty(),
                AnswerPolicy.ONCE);
        return openAi(agent, target, ToolBox.EMPTY);
    }

    private Replayer openAi(Agent agent, Target.OpenAi target, ToolBox box) {
        var providers = providers(target.baseUrl(), target.apiKey(), target.model(), target.sampling());
        var transport = transport(agent);
        var needsLogProbabilities = agent.policy().needsLogProbabilities();
        return new ChatModelReplayer(
                Completions.of(
                        providers,
                        transport,
                        box,
                        needsLogProbabilities,
                        agent.limits().streamed()),
                Dialect.OPENAI,
                agent,
                failures(target.baseUrl()),
                transport,
                box);
    }

    private Replayer scored(PactFile pact, Target.OpenAi target, Replayer chat) {
        if (target.scoring().flatMap(Target.Scoring::reference).isEmpty()) {
            return chat;
        }
        onlyUnguarded(pact, "`scoring` of a target is for the command line; a service keeps no references");
        return locals.scored(chat, pact, target, secrets, clock);
    }

    private Replayer process(PactFile pact, Agent agent, Target.Program process, ToolBox box) {
        onlyUnguarded(pact, "a program as target is for the command line; a service starts none");
        return ProcessReplayer.open(
                process,
                agent,
                pact,
                secrets,
                ToolServer.start(box, agent.limits().timeout()));
    }

    private Replayer openClaw(Agent agent, Target.OpenClaw openClaw) {
        return OpenClawReplayer.open(openClaw, agent, secrets, clock, guard::trusts);
    }

    private Replayer local(PactFile pact, Target.Local local) {
        onlyUnguarded(pact, "a local model as target is for the command line; a service loads none");
        return locals.open(pact, local, secrets);
    }

    private void onlyUnguarded(PactFile pact, String problem) {
        if (guard.isOn()) {
            throw new InvalidDocumentException(Problem.of(pact.path().toString(), problem));
        }
    }

    private Replayer chat(Agent agent, Target.Chat chat, ToolBox box) {
        var streaming = switch (chat.provider()) {
            case ANTHROPIC -> streaming(agent, Streaming.ANTHROPIC);
            case MISTRAL -> streaming(agent, Streaming.MISTRAL);
            case OPENAI_RESPONSES -> streaming(agent, Streaming.OPENAI_RESPONSES);
            case GEMINI -> streaming(agent, Streaming.GEMINI);
            case OLLAMA -> streaming(agent, Streaming.OLLAMA);
        };
        var server = new Server(agent, chat.baseUrl(), box, streaming);
        var providers = providers(chat.baseUrl(), chat.apiKey(), chat.model(), chat.sampling());
        return switch (chat.provider()) {
            case OPENAI_RESPONSES -> server.chat(Dialect.OPENAI_RESPONSES, providers::openAiResponses);
            case ANTHROPIC -> server.chat(Dialect.ANTHROPIC, providers::anthropic);
            case GEMINI -> server.chat(Dialect.GEMINI, providers::gemini);
            case MISTRAL -> server.chat(Dialect.OPENAI, providers::mistral);
            case OLLAMA -> server.chat(Dialect.OLLAMA, providers::ollama);
        };
    }

    private static Optional<Streaming> streaming(Agent agent, Streaming how) {
        return agent.limits().streamed() ? Optional.of(how) : Optional.empty();
    }

    /// A chat server, and the tools that are offered to what answers there.
    private final class Server {
        private final Agent agent;
        private final Reference url;
        private final ToolBox box;
        private final Optional<Streaming> streaming;

        Server(Agent agent, Reference url, ToolBox box, Optional<Streaming> streaming) {
            this.agent = agent;
            this.url = url;
            this.box = box;
            this.streaming = streaming;
        }

        Replayer chat(Dialect dialect, Function<LimitedHttpClient, ChatModel> model) {
            var transport = transport(agent);
            var http = new LimitedHttpClient(transport, agent.limits().timeout(), streaming);
            var protocol = new LangChain(model.apply(http), dialect.tools().of(box));
            return new ChatModelReplayer(protocol, dialect, agent, failures(url), transport, box);
        }
    }

    private Providers providers(Reference url, Optional<Reference> key, String model, Target.Sampling sampling) {
        return new Providers(url(url, secrets), key.map(secrets::resolve), model, sampling);
    }

    private Transport transport(Agent agent) {
        var patience =
                new Transport.Patience(agent.limits().timeout(), agent.limits().idle());
        return new Transport(patience, guard, clock);
    }

    private Failures failures(Reference url) {
        return new Failures(url.text(), secrets);
    }

    static String url(Reference reference, Secrets secrets) {
        var url = secrets.resolve(reference);
        if (!url.matches("https?://[^\\s/]+\\S*") || !isUri(url)) {
            var problem = "stands for no URL that begins with http:// or https://";
            throw new InvalidDocumentException(Problem.of(reference.text(), problem));
        }
        return url;
    }

    private static boolean isUri(String url) {
        try {
            new URI(url);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Replayer recorded(Path file) {
        var runs = RunFile.read(file).runs();
        if (runs.size() > 1) {
            throw new InvalidDocumentException(Problem.of(
                    file.toString(), "holds " + runs.size() + " runs; a recorded target answers from a file of one"));
        }
        return new RecordedReplayer(runs.getFirst());
    }
}
