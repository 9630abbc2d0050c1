package dev.cuprum.lua;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Warms the engine up before any test, as an edge does it: tests that run it alone keep to the limits of units too. */
public final class WarmEngine implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        new LuaEngine().warmUp();
    }
}
