package dev.cuprum.undertow.standalone.config;

/**
 * A location and what happens there.
 *
 * @param location which paths it is for
 * @param internal whether it is reached from inside only; from outside it is not found
 * @param target what it does
 */
public record Route(Location location, boolean internal, Target target) {}
