using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Organisation;

/// <summary>The units that the reader may see, as a tree on a day or as the answer to a search.</summary>
public sealed partial class OrganisationPage
{
    private OrganisationAddress _address = new();
    private UnitList? _list;

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    protected override string Path => PortalUrls.Organisation;

    private DateOnly Day => _address.On ?? Time.Today;

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        _address = OrganisationAddress.Parse(Address);
        var scope = (await Actors.GetAsync()).ScopeFor(Permissions.UnitsRead);
        var reference = await Opening.ReadAsync("reference", () => References.GetAsync(Gone));
        _list = UnitListing.List(reference, scope, _address.Find, _address.Kind, Day, Time.Today);
    }

    private void Show(OrganisationAddress address) => Navigation.NavigateTo(address.ToUri());
}
