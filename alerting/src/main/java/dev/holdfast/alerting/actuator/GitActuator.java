package dev.holdfast.alerting.actuator;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A pin file on a branch of a git repository, which whoever deploys follows. Each order is a commit.
///
/// Nothing is checked out: the commit is made beside the working copy, and the branch is moved only if it still points
/// to what was read, which git itself makes sure of.
public final class GitActuator implements Actuator {
    private static final String EPOCH = "Holdfast-Epoch";

    private final Git git;
    private final String branch;
    private final String file;
    private final Optional<String> remote;

    /// A file on one branch.
    ///
    /// @param file   relative to the repository
    /// @param remote that the branch is pushed to, where it is followed there
    public GitActuator(Path repository, String branch, String file, Optional<String> remote) {
        this.git = new Git(repository);
        this.branch = branch;
        this.file = file;
        this.remote = remote;
    }

    @Override
    public String words() {
        return "the file " + file + " on the branch " + branch;
    }

    /// Whoever deploys finds the texts by their digests.
    @Override
    public Set<Part> sets() {
        return EnumSet.allOf(Part.class);
    }

    @Override
    public Reading read() {
        try {
            var commit = git.run("rev-parse", "--verify", "--end-of-options", "refs/heads/" + branch);
            var document = Json.tree(file, git.run("show", commit + ":" + file));
            var trailers = git.run("log", "-1", "--format=%(trailers:key=" + EPOCH + ",valueonly)", commit, "--", file);
            var model = document.path("model");
            return model.isTextual()
                    ? new Reading.Current(model.asText(), epoch(trailers), commit)
                    : new Reading.Unreadable("the pin file has no \"model\"");
        } catch (IOException | InvalidDocumentException e) {
            return new Reading.Unreadable("the pin file cannot be read: " + e.getMessage());
        }
    }

    private static long epoch(String trailers) {
        return trailers.matches("\\d{1,18}") ? Long.parseLong(trailers) : 0;
    }

    @Override
    public Optional<String> refusal(String model) {
        return Optional.empty();
    }

    @Override
    public Setting set(Order order) {
        return switch (Pinned.before(read(), order)) {
            case Pinned.Ended(var setting) -> setting;
            case Pinned.GoAhead(var current) -> commit(order, current.revision());
        };
    }

    private Setting commit(Order order, String parent) {
        try {
            var commit = write(order, parent);
            if (remote.isPresent()) {
                git.run(
                        "push",
                        "--force-with-lease=" + branch + ":" + parent,
                        remote.get(),
                        commit + ":refs/heads/" + branch);
            }
            git.run("update-ref", "refs/heads/" + branch, commit, parent);
            refresh();
            return Pinned.after(read(), order);
        } catch (IOException e) {
            return new Setting.Refused("git: " + e.getMessage());
        }
    }

    private String write(Order order, String parent) throws IOException {
        var index = Files.createTempFile("holdfast-index", "");
        Files.delete(index);
        try {
            var beside = git.with("GIT_INDEX_FILE", index.toString());
            var blob = git.feed(content(order), "hash-object", "-w", "--stdin");
            beside.run("read-tree", parent);
            beside.run("update-index", "--add", "--cacheinfo", "100644," + blob + "," + file);
            var tree = beside.run("write-tree");
            var message = "Pin " + order.model() + "\n\n" + order.note() + "\n\n" + EPOCH + ": " + order.epoch() + "\n";
            return git.feed(message, "commit-tree", tree, "-p", parent);
        } finally {
            Files.deleteIfExists(index);
        }
    }

    private static String content(Order order) {
        var document = new TreeMap<String, String>();
        order.digests().forEach((part, digest) -> document.put(part.key(), digest));
        document.put("model", order.model());
        return Json.pretty(document);
    }

    /// Where the branch is the one that is checked out, its file follows, so that nobody commits the old one back.
    private void refresh() throws IOException {
        if (!git.run("rev-parse", "--is-bare-repository").equals("true")
                && git.run("rev-parse", "--abbrev-ref", "HEAD").equals(branch)) {
            git.run("checkout", "HEAD", "--", file);
        }
    }
}
