package org.gotask.examples.elevator.control;

/** How cars are highlighted in the picture; the control sequences are those of ECMA-48, section 8.3.117. */
enum Paint {
    /** No highlighting. */
    NONE("", "", ""),
    /** Highlighting by colour. */
    COLOUR("\u001b[7m", "\u001b[1;32m", "\u001b[0m");

    private final String shut;
    private final String open;
    private final String off;

    Paint(String shut, String open, String off) {
        this.shut = shut;
        this.open = open;
        this.off = off;
    }

    /** The text of a car, painted. */
    String car(String text, Scene.Doors doors) {
        return switch (doors) {
            case SHUT -> shut + text + off;
            case OPEN -> open + text + off;
        };
    }
}
