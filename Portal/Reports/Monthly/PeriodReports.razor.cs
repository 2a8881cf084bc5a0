using Microsoft.AspNetCore.Components;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;
using Portal.Reports.Common;

namespace Portal.Reports.Monthly;

/// <summary>The reports of a year, with their states and signers.</summary>
public sealed partial class PeriodReports
{
    private ReportPhrases _words = default!;

    [Inject]
    public required DistrictTime Time { get; set; }

    [Parameter, EditorRequired]
    public required ReportYear Year { get; set; }

    /// <summary>The one on the page; null for none.</summary>
    [Parameter, EditorRequired]
    public required ReportKey? Shown { get; set; }

    protected override void OnInitialized() => _words = new(Text, Time);

    private ListedReport Find(DateOnly from, DateOnly to) => Year.Reports.First(r => r.Key.From == from && r.Key.To == to);

    private string StateText(ListedReport report) =>
        report switch
        {
            { Signed: { } signed } => _words.Signature(signed),
            { Missing: > 0 } => $"{Stage(report)}, {Text["stage.missing", report.Missing]}",
            _ => Stage(report),
        };

    private string Stage(ListedReport report) => Text[report.Stage == ReportStage.Running ? "stage.Running" : "stage.draft"];
}
