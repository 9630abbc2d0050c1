package dev.cuprum.exec;

import dev.cuprum.http.Exchange;
import dev.cuprum.http.Variables;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Sampling;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Decides for which requests a unit runs. Shares are counted in billionths, so that a ten-millionth of a percent still
 * counts and an even share is exact over any number of requests. Safe for use by several threads.
 */
abstract sealed class Sampler {

    private static final long WHOLE = 1_000_000_000L;

    /** Whether the unit runs for a request. */
    abstract boolean takes(Exchange exchange);

    /**
     * The sampler of a unit.
     *
     * @param random bits of chance, all 64 of each
     */
    static Sampler of(ComputingUnit unit, LongSupplier random) {
        Sampling sampling = unit.sampling();
        long share = Math.round(sampling.percent() / 100 * WHOLE);
        if (share == 0 || share == WHOLE) {
            return new Fixed(share == WHOLE);
        }
        return switch (sampling.mode()) {
            case RANDOM -> new Random(share, random);
            case EVEN -> new Even(share);
            case STICKY -> new Sticky(share, sampling.key(), unit.id().value());
        };
    }

    private static final class Fixed extends Sampler {
        private final boolean always;

        Fixed(boolean always) {
            this.always = always;
        }

        @Override
        boolean takes(Exchange exchange) {
            return always;
        }
    }

    private static final class Random extends Sampler {
        private final long share;
        private final LongSupplier random;

        Random(long share, LongSupplier random) {
            this.share = share;
            this.random = random;
        }

        @Override
        boolean takes(Exchange exchange) {
            return below(random.getAsLong(), share);
        }
    }

    /** Takes the n-th request exactly where n times the share passes a whole number. */
    private static final class Even extends Sampler {
        private final long share;
        private final AtomicLong requests = new AtomicLong();

        Even(long share) {
            this.share = share;
        }

        @Override
        boolean takes(Exchange exchange) {
            long n = Math.floorMod(requests.getAndIncrement(), WHOLE);
            return (n + 1) * share / WHOLE > n * share / WHOLE;
        }
    }

    private static final class Sticky extends Sampler {
        private final long share;
        private final String key;
        private final String salt;

        Sticky(long share, String key, String salt) {
            this.share = share;
            this.key = key;
            this.salt = salt;
        }

        @Override
        boolean takes(Exchange exchange) {
            String client = Variables.get(exchange, key).orElse("");
            return below(hash(client, hash(salt, 0xcbf29ce484222325L)), share);
        }

        /** FNV-1a with the finaliser of SplitMix64, whose high bits are as good as its low ones. */
        private static long hash(String text, long seed) {
            long h = seed;
            for (int i = 0; i < text.length(); i++) {
                h = (h ^ text.charAt(i)) * 0x100000001b3L;
            }
            h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
            h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
            return h ^ (h >>> 31);
        }
    }

    private static boolean below(long bits, long share) {
        return Math.multiplyHigh(bits >>> 1, WHOLE << 1) < share;
    }
}
