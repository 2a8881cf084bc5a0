using System.Text.RegularExpressions;

namespace Portal.Tests.Support.Circuits;

/// <summary>What a page carries for the circuit that is to take it over: its root components and its state.</summary>
/// <param name="Components">Each as the page's comment says it, in JSON.</param>
/// <param name="State">Empty when the page has none.</param>
internal sealed partial record PageMarkers(IReadOnlyList<string> Components, string State)
{
    public static PageMarkers Of(string page) =>
        new(
            [
                .. Component()
                    .Matches(page)
                    .Select(m => m.Groups["marker"].Value)
                    .Where(m => m.Contains("\"descriptor\"", StringComparison.Ordinal)),
            ],
            Persisted().Match(page).Groups["state"].Value
        );

    /// <summary>The message by which a browser asks for the components.</summary>
    public string Operations() =>
        $$"""{"batchId":1,"operations":[{{string.Join(',', Components.Select((marker, i) => $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{marker}}}"""))}}]}""";

    [GeneratedRegex("<!--Blazor:(?<marker>{.*?})-->", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Component();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[a-zA-Z0-9+/=]+)-->", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Persisted();
}
