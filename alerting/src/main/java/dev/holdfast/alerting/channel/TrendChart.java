package dev.holdfast.alerting.channel;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;

/// The last runs as a small picture: a point and its interval a run, the certified level, the promised limit.
///
/// There are no words in it: fonts are not on every machine, and the words stand beside it.
///
/// @param certified level
/// @param limit     that the promise sets to it
/// @param points    oldest first
public record TrendChart(double certified, double limit, List<Point> points) {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 200;
    private static final int MARGIN = 16;
    private static final Color GOOD = new Color(0x2f6f4f);
    private static final Color BAD = new Color(0xb3261e);
    private static final Color LINE = new Color(0x6b7280);

    /// One run.
    ///
    /// @param broken whether it shows the promise broken
    public record Point(double value, double low, double high, boolean broken) {}

    public TrendChart {
        points = List.copyOf(points);
    }

    /// A PNG, in base 64.
    public String base64() {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        level(pen, certified, LINE, new float[] {1});
        level(pen, limit, BAD, new float[] {6, 4});
        for (var i = 0; i < points.size(); i++) {
            draw(pen, x(i), points.get(i));
        }
        pen.dispose();
        return Base64.getEncoder().encodeToString(png(image));
    }

    private static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void level(Graphics2D pen, double value, Color colour, float[] dash) {
        pen.setColor(colour);
        pen.setStroke(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dash, 0));
        pen.draw(new Line2D.Double(MARGIN, y(value), WIDTH - MARGIN, y(value)));
    }

    private void draw(Graphics2D pen, double x, Point point) {
        pen.setColor(point.broken() ? BAD : GOOD);
        pen.setStroke(new BasicStroke(2));
        pen.draw(new Line2D.Double(x, y(point.low()), x, y(point.high())));
        pen.fill(new Rectangle2D.Double(x - 4, y(point.value()) - 4, 8, 8));
    }

    private double x(int index) {
        return MARGIN + (index + .5) * (WIDTH - 2.0 * MARGIN) / points.size();
    }

    private double y(double value) {
        var lowest = all().min().orElse(0);
        var highest = all().max().orElse(1);
        var span = highest > lowest ? highest - lowest : 1;
        return HEIGHT - MARGIN - (value - lowest) / span * (HEIGHT - 2.0 * MARGIN);
    }

    private DoubleStream all() {
        return DoubleStream.concat(
                DoubleStream.of(certified, limit),
                points.stream().flatMapToDouble(point -> DoubleStream.of(point.low(), point.high(), point.value())));
    }
}
