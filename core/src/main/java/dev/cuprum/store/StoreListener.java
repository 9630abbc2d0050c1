package dev.cuprum.store;

/**
 * Sees a store's alarms come and go. Calls may come from any thread, one after another; what a listener throws is
 * logged, and disturbs nobody else.
 */
public interface StoreListener {

    /** An alarm was raised, or one that stands has a new message. */
    void raised(StoreAlarm alarm);

    /** What this alarm was about is over. */
    void cleared(StoreAlarm alarm);
}
