namespace SimpleCrm.Sandbox.Demo;

/// <summary>Somebody at a customer's.</summary>
/// <param name="Name">First and last name.</param>
/// <param name="Address">Email address.</param>
/// <param name="Company">Where they work.</param>
/// <param name="JobTitle">What they do there.</param>
/// <param name="Phone">As in their signature.</param>
/// <param name="City">Where the company is.</param>
/// <param name="Language">Language of greeting and farewell, two letters.</param>
public sealed record Customer(string Name, string Address, string Company, string JobTitle, string Phone, string City, string Language)
{
    public string FirstName => Name.Split(' ')[0];
}
