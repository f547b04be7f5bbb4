package dev.holdfast.harness.replay;

import dev.holdfast.schema.run.Outcome;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// The money that a run may spend. It is shut before it is empty.
///
/// What a replay costs is known when it has ended. Until then as much is set aside for it as the dearest before it
/// cost, so only a replay that is dearer than all before it can overdraw, and by the difference alone. The first is
/// asked on its own. A replay whose cost cannot be known shuts the purse: a budget that cannot be kept is none.
public final class Purse {
    /// How often a waiting replay looks whether the run was stopped.
    private static final long LOOK = 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final OptionalDouble limit;
    private final String name;
    private double spent;
    private double setAside;
    private int inFlight;
    private OptionalDouble dearest;
    private Optional<String> shut = Optional.empty();

    private Purse(OptionalDouble limit, String name, double spent, OptionalDouble dearest) {
        this.limit = limit;
        this.name = name;
        this.spent = spent;
        this.dearest = dearest;
    }

    /// Holds as much as anybody wants.
    public static Purse bottomless() {
        return new Purse(OptionalDouble.empty(), "", 0, OptionalDouble.empty());
    }

    /// Holds this much.
    ///
    /// @param name    of the budget, for people
    /// @param usd     all of it
    /// @param spent   what is gone of it already
    /// @param dearest replay so far, where there was one
    public static Purse of(String name, double usd, double spent, OptionalDouble dearest) {
        return new Purse(OptionalDouble.of(usd), name, spent, dearest);
    }

    /// Why nothing is taken out any more; empty while there is enough.
    Optional<String> shut() {
        lock.lock();
        try {
            return shut;
        } finally {
            lock.unlock();
        }
    }

    /// Sets aside what one more attempt may cost, and waits for others to end where that decides whether there is
    /// enough. Empty when the purse is shut or the run was stopped.
    OptionalDouble take(BooleanSupplier stopped) throws InterruptedException {
        if (limit.isEmpty()) {
            return OptionalDouble.of(0);
        }
        lock.lockInterruptibly();
        try {
            while (shut.isEmpty() && !stopped.getAsBoolean()) {
                if (isEnough()) {
                    var taken = dearest.orElse(0);
                    setAside += taken;
                    inFlight++;
                    return OptionalDouble.of(taken);
                }
                if (inFlight == 0) {
                    shut(String.format(
                            Locale.ROOT,
                            "%s: %.4f of %.4f USD are spent, and one more replay may cost %.4f USD",
                            name,
                            spent,
                            limit.getAsDouble(),
                            dearest.orElse(0)));
                } else {
                    changed.await(LOOK, TimeUnit.MILLISECONDS);
                }
            }
            return OptionalDouble.empty();
        } finally {
            lock.unlock();
        }
    }

    private boolean isEnough() {
        var left = limit.orElseThrow() - spent - setAside;
        return dearest.isPresent() ? dearest.getAsDouble() <= left : inFlight == 0 && left > 0;
    }

    /// The attempt was never made.
    void putBack(double taken) {
        settled(taken, 0);
    }

    /// The attempt has ended so.
    void pay(double taken, Reply reply) {
        if (limit.isEmpty()) {
            return;
        }
        if (reply.usage().costUsd().isPresent()) {
            settled(taken, reply.usage().costUsd().getAsDouble());
        } else if (reply.outcome() instanceof Outcome.Failed failed) {
            // an answer that was not waited for, or not understood, is charged for all the same
            var charged = failed.kind() == Outcome.Kind.TIMEOUT || failed.kind() == Outcome.Kind.NO_ANSWER;
            settled(taken, charged ? taken : 0);
        } else {
            lock.lock();
            try {
                // before what was set aside is free again, or another replay takes it
                shut(name + " cannot be kept: what a replay costs is not known; declare the agent's price");
            } finally {
                lock.unlock();
            }
            settled(taken, 0);
        }
    }

    private void settled(double taken, double cost) {
        lock.lock();
        try {
            if (limit.isPresent()) {
                setAside = Math.max(0, setAside - taken);
                inFlight--;
                spent += cost;
                if (cost > 0) {
                    dearest = OptionalDouble.of(Math.max(cost, dearest.orElse(0)));
                }
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void shut(String why) {
        shut = shut.or(() -> Optional.of(why));
        changed.signalAll();
    }
}
