using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Shipped;
using Portal.Domain.Shared;

namespace Portal.Figures.Forms;

/// <summary>The list of forms, with the kinds of unit that fill them in and their deadlines.</summary>
public sealed partial class FormsPage
{
    private IReadOnlyList<FormInUse>? _forms;
    private IReadOnlyList<ShippedForm> _missing = [];
    private IReadOnlyList<FormProblem> _problems = [];
    private DateOnly _from;
    private string _message = "";
    private bool _may;
    private bool _busy;

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required IFigureReferences Forms { get; set; }

    [Inject]
    public required FormWriter Writer { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    private FormFormatter Formatter => field ??= new(Text);

    protected override async Task OnInitializedAsync()
    {
        _from = Days.MonthStart(Time.Today);
        var actor = await Actors.GetAsync();
        _may = await Opening.ReadAsync("may", () => Writer.MayWriteAsync(actor));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _forms = await Opening.ReadAsync("forms", async () => (await Forms.GetAsync()).Forms);
        _missing = [.. ShippedForms.All.Where(s => !_forms.Any(f => f.Code == s.Code))];
    }

    private static int Cells(FormInUse form) => form.Versions[^1].Definition.Cells.Count();

    private string Versions(FormInUse form) => string.Join(Text["sheet.and"], form.Versions.Select(v => Days.ToMonthText(v.FromMonth)));

    private async Task InstallAsync()
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            _problems = await Writer.InstallAsync(await Actors.GetAsync(), _from);
            await LoadAsync();
            _message = _problems.Count == 0 ? Text["form.installed"] : "";
        }
        finally
        {
            _busy = false;
        }
    }
}
