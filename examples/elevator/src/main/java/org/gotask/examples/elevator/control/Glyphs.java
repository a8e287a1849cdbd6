package org.gotask.examples.elevator.control;

import java.nio.charset.Charset;
import org.gotask.examples.elevator.Direction;

/** The characters of a picture. */
enum Glyphs {
    ASCII("^v-", "|", "-", "+++", "+++"),
    LINES("▲▼·", "│", "─", "┌┬┐", "└┴┘");

    private final String arrows;
    private final String wall;
    private final String beam;
    private final String top;
    private final String bottom;

    Glyphs(String arrows, String wall, String beam, String top, String bottom) {
        this.arrows = arrows;
        this.wall = wall;
        this.beam = beam;
        this.top = top;
        this.bottom = bottom;
    }

    /** The best that this character set can encode. */
    static Glyphs forCharset(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode("▲▼·│─┌┬┐└┴┘") ? LINES : ASCII;
    }

    /** The sign for a direction. */
    String arrow(Direction direction) {
        return switch (direction) {
            case UP -> arrows.substring(0, 1);
            case DOWN -> arrows.substring(1, 2);
            case NONE -> arrows.substring(2, 3);
        };
    }

    /** The wall between two shafts. */
    String wall() {
        return wall;
    }

    /** The upper edge of shafts of this width. */
    String roof(int shafts, int width) {
        return edge(top, shafts, width);
    }

    /** The lower edge of shafts of this width. */
    String ground(int shafts, int width) {
        return edge(bottom, shafts, width);
    }

    private String edge(String corners, int shafts, int width) {
        String span = beam.repeat(width);
        return corners.substring(0, 1)
                + (span + corners.substring(1, 2)).repeat(shafts - 1)
                + span
                + corners.substring(2, 3);
    }
}
