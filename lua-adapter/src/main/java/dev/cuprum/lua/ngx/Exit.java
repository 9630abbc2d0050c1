package dev.cuprum.lua.ngx;

/** Ends an execution as {@code ngx.exit} asks. An {@link Error}, so that no pcall of the unit's catches it. */
public final class Exit extends Error {

    private static final long serialVersionUID = 1L;

    private final int status;

    Exit(int status) {
        super(null, null, false, false);
        this.status = status;
    }

    /** With which status, or which of nginx's codes. */
    public int status() {
        return status;
    }
}
