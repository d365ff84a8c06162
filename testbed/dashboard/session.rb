# A session from its staging to its last card.
require "fileutils"
require "open3"
require "redcarpet"
require "securerandom"
require_relative "adapters"
require_relative "job_script"

module Dashboard
  class Session
    ROOT = Pathname.new(Dir.home).join("ondemand/data/sys/dashboard/batch_connect")
    KEPT = %w[id job_id cluster_id app_root token title created_at view staged_root context].freeze

    attr_accessor(*KEPT.map(&:to_sym))

    def self.start(app, given)
      unknown = given.keys - app.form.map { |field| field["id"] }
      raise Refused, "the form has no field #{unknown.join(', ')}" unless unknown.empty?

      new.tap { |session| session.start(app, app.defaults.merge(given)) }
    end

    def self.find(id)
      new.tap { |session| JSON.parse(ROOT.join("db", id).read).each { |name, value| session.public_send("#{name}=", value) } }
    end

    def start(app, values)
      @id = SecureRandom.uuid
      @app_root, @token, @title, @created_at = app.root.to_s, app.token, app.title, Time.now.to_i
      @view, @cluster_id, @context = app.view("view"), values.fetch("cluster"), values
      @staged_root = ROOT.join(app.token, "output", id).to_s
      wanted = app.submit(values, staged_root)
      @cluster_id = wanted.fetch("cluster", cluster_id)
      stage(app)
      submit(wanted)
    end

    def app = App.new(app_root)
    def status = adapter.status(job_id)
    def completed? = status == :completed
    def user_context = context

    def card
      state = status
      state = :starting if state == :running && !connection.file?
      shown = [state == :running ? rendered_view : nil, rendered("info"), state == :completed ? rendered("completed") : nil]
      { "state" => state, "html" => shown.compact.join("\n"), "staged_root" => staged_root, "job_id" => job_id,
        "exit_status" => (adapter.exit_status(job_id) if state == :completed) }
    end

    def cancel = adapter.delete(job_id)

    private

    def adapter = Adapters.of(OodAppkit.clusters.fetch(cluster_id), staged_root)

    # The folder is private until rsync gives it the mode of the app's template folder.
    def stage(app)
      FileUtils.mkdir_p(staged_root, mode: 0o700)
      said, ended = Open3.capture2e("rsync", "-rlpt", "#{app.root}/template/", staged_root)
      raise Refused, said unless ended.success?

      path("user_defined_context.json").write(JSON.pretty_generate(context))
      Pathname.glob(path("**/*.erb")).each { |file| fill(file) }
    end

    def fill(file)
      scope = Struct.new(:session, :context).new(self, Context.new(context)).instance_eval { binding }
      text = ERB.new(file.read, trim_mode: "-").result(scope)
      file.rename(file.sub_ext(""))
      file.sub_ext("").write(text)
    end

    def submit(wanted)
      script, options = wanted.values_at("script", "batch_connect").then { |one, two| [one.to_h, two.to_h] }
      content = JobScript.new(staged_root, OodAppkit.clusters.fetch(cluster_id).basic.merge(options)).to_s
      path("job_script_content.sh").write(content)
      path("job_script_options.json").write(JSON.pretty_generate(script))
      @job_id = adapter.submit(content, script)
      FileUtils.mkdir_p(ROOT.join("db"))
      record = ROOT.join("db", id)
      File.open(record, "w", 0o600) { |file| file.write(JSON.generate(KEPT.to_h { |name| [name, public_send(name)] })) }
    end

    def rendered_view
      self_of_view = OpenStruct.new(YAML.safe_load(connection.read))
      markdown(ERB.new(view, trim_mode: "-").result(self_of_view.instance_eval { binding }))
    end

    def rendered(stem) = app.view(stem)&.then { |text| markdown(ERB.new(text, trim_mode: "-").result(binding)) }

    def markdown(text)
      Redcarpet::Markdown.new(Redcarpet::Render::HTML, autolink: true, tables: true, strikethrough: true,
                                                       fenced_code_blocks: true, no_intra_emphasis: true).render(text)
    end

    def connection = path("connection.yml")
    def path(name) = Pathname.new(staged_root).join(name)
  end
end
