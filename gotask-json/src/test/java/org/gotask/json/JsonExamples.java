package org.gotask.json;

import org.gotask.Codec;
import org.gotask.TaskMsg;

/** The examples in the documentation of JSON codecs; {@link JsonCodecTest} runs them. */
final class JsonExamples {

    private JsonExamples() {}

    // @start region="codec"
    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Rectangle(double width, double height) implements Shape {}
    }

    static final Codec<Shape> SHAPE = JsonCodec.of(Shape.class);

    static Shape thereAndBack() {
        TaskMsg msg = TaskMsg.of("worker-3", SHAPE, new Shape.Circle(2));
        return msg.as(SHAPE);
    }
    // @end
}
