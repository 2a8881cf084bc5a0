using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Controls;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Standards.Reading;

namespace Portal.Standards;

/// <summary>The texts of service points in the reader's language.</summary>
internal sealed class StandardsFormatter(IStringLocalizer<StandardsText> text)
{
    public const string Missing = NumberTexts.Missing;

    public string Kind(PointKind kind) => text[$"kind.{kind}"];

    public string State(PointView point) =>
        point is { State: PointCompliance.NotBuilt, Plan: not null } ? text["state.Planned"] : text[$"state.{point.State}"];

    /// <summary>The class of the state's colour.</summary>
    public static string Tone(PointView point) =>
        point.IsOverdue ? "red-card"
        : point.State == PointCompliance.Compliant ? "good"
        : "";

    public static string Number(int number) => NumberTexts.Whole(number);

    /// <summary>The floor area beside the required one, in square metres.</summary>
    public static string Area(PointView point) =>
        point.FloorArea is { } area
            ? point.RequiredArea is { } required
                ? $"{Metres(area)} / {Metres(required)} m²"
                : $"{Metres(area)} m²"
            : Missing;

    /// <summary>A share in per cent with one decimal.</summary>
    public static string Percent(decimal? ratio) => NumberTexts.Percent(ratio);

    public static string Day(DateOnly? day) => day is { } known ? Days.ToText(known) : Missing;

    /// <summary>What the latest inspection found.</summary>
    public string Found(PointView point) => point.Latest?.Remark ?? string.Join(text["join"], point.Missing);

    private static string Metres(decimal area) => area.ToString("#,0.##", CultureInfo.CurrentCulture);
}
