# An app as the dashboard reads it: manifest, form and submit file. Written from the contract, not from its code.
require "erb"
require "ostruct"
require "pathname"
require "yaml"

# The constant that templates may ask about clusters.
module OodAppkit
  Cluster = Struct.new(:id, :settings) do
    def job_config = settings.fetch("job").transform_keys(&:to_sym)
    def basic = settings.dig("batch_connect", "basic").to_h
  end

  class << self
    attr_reader :clusters

    def read(folder)
      found = Pathname.glob(File.join(folder, "*.yml")).to_h do |file|
        id = file.basename(".yml").to_s
        [id, Cluster.new(id, YAML.safe_load(file.read).fetch("v2"))]
      end
      found.default_proc = proc { |known, id| known.fetch(id.to_s, nil) unless id.is_a?(String) }
      @clusters = found
    end
  end
end

module Dashboard
  class Refused < StandardError; end

  # Attributes a user gave, by name.
  class Context
    def initialize(values) = @values = values
    def to_h = @values
    def respond_to_missing?(name, _all = false) = @values.key?(name.to_s) || super

    def method_missing(name, *rest)
      @values.fetch(name.to_s) { super }
    end
  end

  class App
    attr_reader :root

    def initialize(root)
      @root = Pathname.new(root).realpath
      manifest = YAML.safe_load(@root.join("manifest.yml").read)
      raise Refused, "manifest.yml has no role batch_connect" unless manifest["role"] == "batch_connect"
      raise Refused, "the app's folder has a dot in its name and is hidden" if name.include?(".")
    end

    def name = root.basename.to_s
    def token = "sys/#{name}"
    def title = YAML.safe_load(root.join("manifest.yml").read).fetch("name")

    # Every field in order; a cluster that leaves no choice is hidden, a bare value is fixed.
    def form
      said = described
      [cluster_field, *said.fetch("form").flatten.map { |id| field(id, said.fetch("attributes", {}).fetch(id, {})) }]
    end

    def defaults = form.to_h { |field| [field["id"], field["value"].to_s] }

    # What the form gives, and over it what the submit file says.
    def submit(values, staged_root)
      given = OpenStruct.new(values.merge("staged_root" => staged_root.to_s))
      said = render(root.join("submit.yml.erb"), given.instance_eval { binding })
      base = values["bc_num_hours"] ? { "script" => { "wall_time" => values["bc_num_hours"].to_i * 3600 } } : {}
      merge(base, YAML.safe_load(said).to_h)
    rescue StandardError => e
      raise Refused, e.message
    end

    def view(stem) = root.glob("#{stem}.{md,html}.erb").first&.read

    private

    # The form, and over it a sub-app of the site: its hashes are merged, its lists replace.
    def described
      sub_app = ENV.fetch("DASHBOARD_SUB_APP", nil)
      sub_app ? merge(read("form"), YAML.safe_load(File.read(sub_app))) : read("form")
    end

    def read(stem)
      erb = root.join("#{stem}.yml.erb")
      YAML.safe_load(erb.file? ? render(erb, TOPLEVEL_BINDING.dup) : root.join("#{stem}.yml").read)
    end

    def render(file, scope)
      ERB.new(file.read, trim_mode: "-").tap { |erb| erb.filename = file.to_s }.result(scope)
    end

    def field(id, described)
      return { "id" => id, "value" => described, "visible" => false, "fixed" => true } unless described.is_a?(Hash)

      hidden = described["widget"] == "hidden_field"
      { "id" => id, "widget" => "text_field", "value" => "" }.merge(described, "visible" => !hidden)
    end

    def cluster_field
      wanted = Array(described["cluster"])
      ids = OodAppkit.clusters.keys.select { |id| wanted.any? { |glob| File.fnmatch(glob, id, File::FNM_EXTGLOB) } }
      raise Refused, "This app requires clusters that do not exist." if ids.empty?

      { "id" => "cluster", "value" => ids.first, "options" => ids, "visible" => ids.size > 1 }
    end

    def merge(one, other) = one.merge(other) { |_, a, b| a.is_a?(Hash) && b.is_a?(Hash) ? merge(a, b) : b }
  end
end
