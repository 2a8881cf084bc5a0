using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing;
using C = DocumentFormat.OpenXml.Drawing.Charts;

namespace Portal.Domain.Documents.Charts;

/// <summary>The styles of charts: series differ in lightness, pattern, dash and marker, so that grey prints stay readable.</summary>
internal static class ChartStyles
{
    public const string Ink = "262626";
    public const string GridLine = "D9D9D9";

    private const string LatinFont = "Arial";
    private const string ChineseFont = "SimHei";
    private const int Emu = 12_700; // to a point

    /// <summary>The outline and filling of a series of bars.</summary>
    public static C.ChartShapeProperties Bars(int series) => new(Filling(series), new Outline(Solid(Ink)) { Width = Emu / 2 });

    /// <summary>The stroke of a series of lines.</summary>
    public static C.ChartShapeProperties Line(int series) =>
        new(Stroke(s_shades[series % s_shades.Length], s_dashes[series % s_dashes.Length], Emu * 9 / 4));

    public static C.Marker Marker(int series)
    {
        var shade = s_shades[series % s_shades.Length];
        return new(
            new C.Symbol { Val = s_markers[series % s_markers.Length] },
            new C.Size { Val = 7 },
            new C.ChartShapeProperties(Solid(series % 2 == 0 ? shade : "FFFFFF"), new Outline(Solid(shade)) { Width = Emu })
        );
    }

    /// <summary>The dashed line of a reference.</summary>
    public static C.ChartShapeProperties Reference() => new(Stroke(Ink, PresetLineDashValues.Dash, Emu * 3 / 2));

    /// <summary>The dashed frame of a reference around a horizontal bar.</summary>
    public static C.ChartShapeProperties Frame() => new(new NoFill(), Stroke(Ink, PresetLineDashValues.Dash, Emu));

    /// <summary>White, so that a label stays legible on its background.</summary>
    public static C.ChartShapeProperties Paper() => new(Solid("FFFFFF"), new Outline(new NoFill()));

    public static C.ChartShapeProperties Invisible() => new(new NoFill(), new Outline(new NoFill()));

    public static C.ChartShapeProperties Thin(string shade) => new(new Outline(Solid(shade)) { Width = Emu / 2 });

    /// <param name="size">In hundredths of a point.</param>
    public static C.TextProperties Text(int size, string language, bool bold = false) =>
        new(
            new BodyProperties(),
            new ListStyle(),
            new Paragraph(
                new ParagraphProperties(Font<DefaultRunProperties>(size, bold)),
                new EndParagraphRunProperties { Language = language }
            )
        );

    public static T Font<T>(int size, bool bold)
        where T : TextCharacterPropertiesType, new()
    {
        var font = new T { FontSize = size, Bold = bold };
        font.Append(
            Solid(Ink),
            new LatinFont { Typeface = LatinFont },
            new EastAsianFont
            {
                Typeface = ChineseFont,
                PitchFamily = 49,
                CharacterSet = unchecked((sbyte)134),
            }
        );
        return font;
    }

    private static readonly string[] s_shades = ["1F4E79", "7F7F7F", "000000", "A6A6A6", "404040", "595959"];

    private static readonly PresetLineDashValues[] s_dashes =
    [
        PresetLineDashValues.Solid,
        PresetLineDashValues.Dash,
        PresetLineDashValues.SystemDot,
        PresetLineDashValues.LargeDash,
        PresetLineDashValues.DashDot,
        PresetLineDashValues.Solid,
    ];

    private static readonly C.MarkerStyleValues[] s_markers =
    [
        C.MarkerStyleValues.Circle,
        C.MarkerStyleValues.Square,
        C.MarkerStyleValues.Triangle,
        C.MarkerStyleValues.Diamond,
        C.MarkerStyleValues.X,
        C.MarkerStyleValues.Plus,
    ];

    private static OpenXmlElement Filling(int series) =>
        (series % 6) switch
        {
            0 => Solid(s_shades[0]),
            1 => Solid("D9D9D9"),
            2 => Pattern(PresetPatternValues.WideUpwardDiagonal),
            3 => Solid("7F7F7F"),
            4 => Pattern(PresetPatternValues.LargeGrid),
            _ => Pattern(PresetPatternValues.DarkHorizontal),
        };

    private static PatternFill Pattern(PresetPatternValues pattern) =>
        new(new ForegroundColor(new RgbColorModelHex { Val = Ink }), new BackgroundColor(new RgbColorModelHex { Val = "FFFFFF" }))
        {
            Preset = pattern,
        };

    private static Outline Stroke(string shade, PresetLineDashValues dash, int width) =>
        new(Solid(shade), new PresetDash { Val = dash }, new Round()) { Width = width, CapType = LineCapValues.Round };

    private static SolidFill Solid(string shade) => new(new RgbColorModelHex { Val = shade });
}
