using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Controls;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;

namespace Portal.Organisation;

/// <summary>One unit on a day: its place in the tree, the units below it, and its service points.</summary>
public sealed partial class UnitPage
{
    private OrganisationAddress _address = new();
    private UnitPlace? _place;
    private bool _isRead;

    /// <summary>The unit's code, as the address has it.</summary>
    [Parameter]
    public string Code { get; set; } = "";

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    protected override string Path => new OrganisationAddress().OfUnit(Code);

    private DateOnly Day => _address.On ?? Time.Today;

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        _address = OrganisationAddress.Parse(Address);
        var scope = (await Actors.GetAsync()).ScopeFor(Permissions.UnitsRead);
        var reference = await Opening.ReadAsync("reference", () => References.GetAsync(Gone));
        _place = UnitListing.Find(reference, scope, Code, Day, Time.Today);
        _isRead = true;
    }

    private static string DayText(DateOnly? day) => day is { } known ? Days.ToText(known) : NumberTexts.Missing;

    private static string Area(decimal? area) =>
        area is { } known ? $"{known.ToString("#,0.##", CultureInfo.CurrentCulture)} m²" : NumberTexts.Missing;
}
