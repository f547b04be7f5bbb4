package dev.holdfast.harness.openclaw;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Outcome;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Predicate;

/// Asks one agent of an OpenClaw gateway, every replay in a session of its own.
///
/// A single question goes through the gateway's WebSocket, whose receipt names the model that truly answered and
/// the digests of prompt and tools. A conversation, which the socket cannot take, goes through its chat completions
/// and is completed from the session's history. A fresh session is not a fresh agent: workspace, memory and skills
/// are shared by all sessions.
public final class OpenClawReplayer implements Replayer {
    private final SocketTurn socket;
    private final HttpTurn http;
    private final SessionKeys sessions;

    private OpenClawReplayer(SocketTurn socket, HttpTurn http, SessionKeys sessions) {
        this.socket = socket;
        this.http = http;
        this.sessions = sessions;
    }

    /// Looks up the secrets; nothing is sent yet.
    ///
    /// @param trusted where a gateway may be, since its socket does not heed where it connects
    public static OpenClawReplayer open(
            Target.OpenClaw target, Agent agent, Secrets secrets, InstantSource clock, Predicate<URI> trusted) {
        var url = url(target, secrets);
        if (!trusted.test(url)) {
            throw new InvalidDocumentException(Problem.of(
                    target.url().text(), "a service asks gateways only on hosts that it trusts (`--trust-host`)"));
        }
        var gateway = new Gateway(
                url,
                secrets.resolve(target.token()),
                target.agent(),
                target.model(),
                agent.prompt().map(Agent.Prompt::text),
                agent.limits().timeout(),
                secrets);
        var sessions = new SessionKeys(target.agent(), clock.millis());
        return new OpenClawReplayer(new SocketTurn(gateway), new HttpTurn(gateway), sessions);
    }

    private static URI url(Target.OpenClaw target, Secrets secrets) {
        var url = secrets.resolve(target.url());
        if (!url.matches("https?://[^\\s/]+/?")) {
            var problem = "stands for no gateway's URL such as http://127.0.0.1:18789, without a path";
            throw new InvalidDocumentException(Problem.of(target.url().text(), problem));
        }
        return URI.create(url.endsWith("/") ? url : url + "/");
    }

    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        var messages = task.messages();
        if (messages.isEmpty()) {
            return Reply.failed(Outcome.Kind.REJECTED, "the task has no message to ask");
        }
        var session = sessions.next(task.id(), repeat);
        return messages.size() == 1 && messages.getFirst().role() == Message.Role.USER
                ? socket.ask(session, messages.getFirst().content())
                : http.ask(session, messages);
    }

    @Override
    public void close() {
        socket.close();
        http.close();
    }
}
