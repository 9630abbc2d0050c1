package dev.cuprum.exec;

import dev.cuprum.catalog.Guard;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.Exchange;
import dev.cuprum.unit.ComputingUnit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lets a unit run where it has not expired, its sampling takes the request, and its breaker is not open. */
final class UnitGuard implements Guard {

    private static final Optional<Outcome> SAMPLED_OUT = Optional.of(new Outcome.Skipped("sampling"));
    private static final Optional<Outcome> EXPIRED = Optional.of(new Outcome.Skipped("expired"));

    private final Sampler sampler;
    private final Breaker breaker;
    private final InstantSource clock;
    private final long expiresAtMillis;
    private volatile @Nullable String off;

    UnitGuard(
            ComputingUnit unit,
            EdgeListener listener,
            InstantSource clock,
            LongSupplier nanoTime,
            LongSupplier random) {
        this.sampler = Sampler.of(unit, random);
        this.breaker = new Breaker(nanoTime, (from, to, reason) -> listener.breakerChanged(unit, from, to, reason));
        this.clock = clock;
        this.expiresAtMillis = unit.expiresAt().map(UnitGuard::epochMillis).orElse(Long.MAX_VALUE);
    }

    /** An instant may be further away than a long can count in milliseconds. */
    private static long epochMillis(Instant at) {
        try {
            return at.toEpochMilli();
        } catch (ArithmeticException e) {
            return at.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    @Override
    public Optional<Outcome> refuse(Exchange exchange) {
        if (expiresAtMillis != Long.MAX_VALUE && clock.millis() >= expiresAtMillis) {
            return EXPIRED;
        }
        if (!sampler.takes(exchange)) {
            return SAMPLED_OUT;
        }
        String why = off;
        if (why != null) {
            return Optional.of(new Outcome.Rejected("it is switched off on this node: " + why));
        }
        return breaker.admits()
                ? Optional.empty()
                : Optional.of(new Outcome.Rejected("its breaker is open: " + breaker.reason()));
    }

    @Override
    public void ended(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            breaker.failed(failed.message());
        } else if (outcome instanceof Outcome.TimedOut timedOut) {
            breaker.timedOut(timedOut.message());
        } else {
            breaker.succeeded();
        }
    }

    @Override
    public void switchOff(String reason) {
        off = reason;
    }

    @Override
    public Optional<String> switchedOff() {
        return Optional.ofNullable(off);
    }

    @Override
    public String state() {
        return off != null ? "off" : breaker.state().wireName();
    }
}
