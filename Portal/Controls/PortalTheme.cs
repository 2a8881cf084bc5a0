using System.Collections.Frozen;
using System.Text.RegularExpressions;
using MudBlazor;

namespace Portal.Controls;

/// <summary>MudBlazor's theme, made from the same tokens that the style sheets use: <c>wwwroot/tokens.css</c>.</summary>
internal static partial class PortalTheme
{
    private static readonly FrozenDictionary<string, string> s_light = Tokens(":root, .on-paper {");
    private static readonly FrozenDictionary<string, string> s_dark = Tokens("html[data-scheme=\"dark\"] {");

    public static MudTheme Theme { get; } =
        new()
        {
            PaletteLight = Fill(new PaletteLight(), s_light),
            PaletteDark = Fill(new PaletteDark(), s_dark),
            LayoutProperties = new() { DefaultBorderRadius = s_light["radius"] },
            Typography = new()
            {
                Default = new DefaultTypography
                {
                    FontFamily = [.. s_light["typefaces"].Split(',', StringSplitOptions.TrimEntries)],
                    FontSize = s_light["text-14"],
                },
            },
        };

    private static T Fill<T>(T palette, FrozenDictionary<string, string> tokens)
        where T : Palette
    {
        palette.Primary = palette.Info = tokens["brand"];
        palette.PrimaryContrastText = tokens["brand-ink"];
        palette.Background = tokens["paper"];
        palette.BackgroundGray = tokens["surface-2"];
        palette.Surface = palette.AppbarBackground = palette.DrawerBackground = tokens["surface"];
        palette.TextPrimary = palette.AppbarText = palette.DrawerText = tokens["ink"];
        palette.TextSecondary = palette.ActionDefault = palette.DrawerIcon = tokens["ink-2"];
        palette.TextDisabled = tokens["ink-3"];
        palette.LinesDefault = palette.TableLines = palette.Divider = tokens["line"];
        palette.LinesInputs = tokens["line-strong"];
        palette.Success = tokens["good"];
        palette.Warning = tokens["warning"];
        palette.Error = tokens["red-card"];
        return palette;
    }

    private static FrozenDictionary<string, string> Tokens(string block)
    {
        using var stream =
            typeof(PortalTheme).Assembly.GetManifestResourceStream("Portal.tokens.css")
            ?? throw new InvalidOperationException("The tokens are embedded by Portal.csproj.");
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var start = text.IndexOf(block, StringComparison.Ordinal) + block.Length;
        return Token()
            .Matches(text[start..text.IndexOf('}', start)])
            .ToFrozenDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value, StringComparer.Ordinal);
    }

    [GeneratedRegex(@"--(?<name>[\w-]+):\s*(?<value>[^;]+);", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Token();
}
