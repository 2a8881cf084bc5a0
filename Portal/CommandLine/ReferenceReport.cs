using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Navigation;

namespace Portal.CommandLine;

/// <summary>Tells the result of <c>import units|items|calendar</c>.</summary>
internal static class ReferenceReport
{
    /// <summary>The word of the command line.</summary>
    public static string NameOf(ReferenceKind kind) => UrlNames.Of(kind);

    /// <summary>Errors and remarks go to standard error; of a dry run the effects, then the counts, to standard output.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(ReferenceImportResult result, bool dryRun)
    {
        foreach (var notice in result.Notices)
            Console.Error.WriteLine(notice);
        foreach (var error in result.Errors)
            Console.Error.WriteLine($"line {error.Line}: {PlaceOf(error, result)}{error.Message} ({error.Code})");
        if (result.ErrorsOmitted > 0)
            Console.Error.WriteLine($"{result.ErrorsOmitted} more errors are not listed.");
        if (dryRun)
        {
            foreach (var effect in result.Effects.Where(effect => effect.Kind != EffectKind.Unchanged))
                Console.WriteLine($"line {effect.Line}: {NameOf(effect.Kind)} {effect.Code} {effect.Name}{ChangesOf(effect)}");
        }
        Console.WriteLine(
            $"rows {result.Rows}, created {result.Created}, updated {result.Updated}, unchanged {result.Unchanged}, "
                + $"ended {result.Counts.Ended}"
        );
        return result.Errors.Count > 0 ? CommandFailure.ExitCode : 0;
    }

    private static string NameOf(EffectKind kind) => UrlNames.Of(kind);

    private static string PlaceOf(RowError error, ReferenceImportResult result) =>
        error.Field.Length == 0 ? ""
        : result.Headings.TryGetValue(error.Field, out var heading) && heading != error.Field ? $"{error.Field} (column “{heading}”): "
        : error.Field + ": ";

    private static string ChangesOf(ReferenceEffect effect) =>
        effect.Changes.Count == 0
            ? ""
            : " (" + string.Join("; ", effect.Changes.Select(change => $"{change.Column}: {change.Before} → {change.After}")) + ")";
}
