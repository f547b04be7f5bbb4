package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The system under test.
public sealed interface Target {
    /// Answers that were recorded before, as JSON Lines.
    record Recorded(String file) implements Target {}

    /// A server that speaks the OpenAI chat-completions protocol.
    ///
    /// @param scoring how its model is made to say what it is given
    record OpenAi(
            Reference baseUrl, String model, Optional<Reference> apiKey, Sampling sampling, Optional<Scoring> scoring)
            implements Target {
        /// One whose thoughts nobody asks for.
        public OpenAi(Reference baseUrl, String model, Optional<Reference> apiKey, Sampling sampling) {
            this(baseUrl, model, apiKey, sampling, Optional.empty());
        }
    }

    /// How the model behind a server is made to say what it is given, for what it thinks of each token.
    ///
    /// @param tokenizer folder with the model's own; only for a server that neither cuts texts nor fills templates
    /// @param reference file of what the certified model says, token by token, which every answer is held against
    record Scoring(Protocol protocol, Optional<String> tokenizer, Optional<String> reference) {}

    /// What a server can be asked about texts that it did not make.
    enum Protocol {
        /// vLLM: `prompt_logprobs` of completions, `/tokenize`.
        VLLM,
        /// llama.cpp: one more token at a time, `/apply-template`, `/tokenize`.
        LLAMA_CPP,
        /// Completions that take tokens, `echo` them, and have `logprobs`.
        ECHO
    }

    /// A server that speaks the protocol of another provider.
    record Chat(Provider provider, Reference baseUrl, String model, Optional<Reference> apiKey, Sampling sampling)
            implements Target {}

    /// Any server that takes JSON and answers over HTTP.
    ///
    /// @param request that is sent, with [Placeholder]s in its texts
    record Http(
            Reference url, String method, Map<String, Reference> headers, Optional<JsonNode> request, AnswerForm answer)
            implements Target {
        public Http {
            headers = Map.copyOf(headers);
        }
    }

    /// A program on this machine, started anew for every replay.
    ///
    /// @param command     program and arguments, with [Placeholder]s; no shell reads them
    /// @param workspace   copied for every replay; empty means an empty folder
    /// @param environment all that the program finds there beside the search path
    /// @param mostOutput  bytes that it may print
    record Program(
            List<String> command,
            Stdin stdin,
            Optional<Workspace> workspace,
            Map<String, Reference> environment,
            int mostOutput,
            AnswerForm answer)
            implements Target {
        public Program {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /// An agent of an OpenClaw gateway.
    ///
    /// @param url   of the gateway, without a path
    /// @param model to ask instead of the agent's own pin
    record OpenClaw(Reference url, String agent, Reference token, Optional<String> model) implements Target {}

    /// A model on this machine, in a folder of its weights, its tokenizer and its configuration.
    ///
    /// @param model     the folder, relative to the pact
    /// @param sampling  greedy where no temperature is declared
    /// @param reference file of what the certified model says, token by token, which every answer is held against
    record Local(String model, Machine machine, Sampling sampling, Wanted wanted, Optional<String> reference)
            implements Target {}

    /// What a local model runs on.
    ///
    /// @param devices each has the whole model and its own part of the questions; at least one
    /// @param batch   the most questions that are answered in one pass, of each device
    /// @param threads of the CPU, of each device
    record Machine(Engine engine, List<Device> devices, Precision precision, int batch, int threads) {
        public Machine {
            devices = List.copyOf(devices);
        }

        /// With one device.
        public Machine(Engine engine, Device device, Precision precision, int batch, int threads) {
            this(engine, List.of(device), precision, batch, threads);
        }

        /// The same with this one of its devices.
        public Machine on(Device device) {
            return new Machine(engine, device, precision, batch, threads);
        }

        /// The first device.
        public Device device() {
            return devices.getFirst();
        }

        /// Where nothing is declared: the CPU, in single precision.
        public static final Machine DEFAULT = new Machine(Engine.ONNXRUNTIME, Device.CPU, Precision.FLOAT32, 32, 1);
    }

    /// What multiplies the matrices.
    enum Engine {
        ONNXRUNTIME,
        PYTORCH
    }

    /// Where they are multiplied.
    ///
    /// @param gpu its number; empty for the CPU
    record Device(OptionalInt gpu) {
        public static final Device CPU = new Device(OptionalInt.empty());

        @Override
        public String toString() {
            return gpu.isPresent() ? "gpu:" + gpu.getAsInt() : "cpu";
        }
    }

    /// How exactly.
    enum Precision {
        FLOAT32,
        FLOAT16
    }

    /// What an answer of a local model may be.
    ///
    /// @param context the newest tokens of a conversation that are read; absent: a conversation that is longer than
    ///                the model's window is refused
    /// @param stop    texts that end an answer and are no part of it
    /// @param json    whether nothing but JSON can be said
    record Wanted(OptionalInt context, List<String> stop, boolean json) {
        public Wanted {
            stop = List.copyOf(stop);
        }
    }

    /// What is sent along with every question; where nothing is declared nothing is sent.
    record Sampling(OptionalDouble temperature, OptionalInt maxTokens, OptionalLong seed) {}

    /// Whose protocol is spoken.
    enum Provider {
        OPENAI_RESPONSES("https://api.openai.com/v1"),
        ANTHROPIC("https://api.anthropic.com/v1"),
        GEMINI("https://generativelanguage.googleapis.com/v1beta"),
        MISTRAL("https://api.mistral.ai/v1"),
        OLLAMA("http://localhost:11434");

        private final String home;

        Provider(String home) {
            this.home = home;
        }

        /// Where it is asked unless the pact says otherwise.
        public String home() {
            return home;
        }

        /// Its key in a pact.
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// What a program is told on its standard input.
    enum Stdin {
        /// The last thing that the user says.
        QUESTION,
        /// The conversation as a JSON list of `role` and `content`.
        MESSAGES,
        /// An object with `task`, `repeat`, `prompt`, `question` and `messages`.
        JSON
    }

    /// A folder that is copied, with a digest of all that is in it.
    record Workspace(String path, Digest digest) {}

    /// Where things stand in what comes back, as JSON Pointers.
    ///
    /// @param answer empty: all that came back is the answer
    record AnswerForm(
            Optional<String> answer, Optional<ToolCallForm> toolCalls, UsageForm usage, Optional<String> model) {}

    /// Where the tool calls stand: a list, and within each of its items the parts.
    record ToolCallForm(String at, String name, String arguments, Optional<String> result) {}

    /// Where the usage stands.
    record UsageForm(
            Optional<String> input, Optional<String> cached, Optional<String> output, Optional<String> costUsd) {}

    /// The key that declares it.
    default String kind() {
        return switch (this) {
            case Recorded _ -> "recorded";
            case OpenAi _ -> "openai";
            case Chat chat -> chat.provider().key();
            case Http _ -> "http";
            case Program _ -> "process";
            case OpenClaw _ -> "openclaw";
            case Local _ -> "local";
        };
    }

    /// Whether it can be offered tools: models are, programs find them in their environment, servers have to be told
    /// where they are. A gateway has its own.
    default boolean takesTools() {
        return switch (this) {
            case OpenAi _, Chat _, Program _ -> true;
            case Http http ->
                http.request()
                        .map(JsonNode::toString)
                        .filter(Placeholder::namesTools)
                        .isPresent();
            case OpenClaw _, Local _, Recorded _ -> false;
        };
    }
}
