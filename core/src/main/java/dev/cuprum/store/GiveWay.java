package dev.cuprum.store;

/**
 * Lets requests go first. What a publication sets going takes a fraction of a millisecond at a time, several times after each
 * other, by threads that the system prefers, as they have slept; requests that wait for the processor meanwhile would wait for
 * all of it.
 */
public final class GiveWay {

    private GiveWay() {}

    /** Lets other threads that are ready run on this processor before this one goes on; costs a microsecond where there are none. */
    @SuppressWarnings("ThreadPriorityCheck") // Only how soon requests are answered hangs on it.
    public static void toRequests() {
        Thread.yield();
    }
}
